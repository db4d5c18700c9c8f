using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Flow of InfoNCE on dot products while embeddings are small, to second order: dW/dt = (2/T) WG - (2/T²) WW'W on whitened, centred inputs.</summary>
/// <remarks>Up to a constant the loss is half the spectral contrastive loss of W / sqrt(T). Negatives centre, so the spectrum is that of the centred
/// cross-view moment. Embeddings of length 1 (SimCLR proper) are outside: there only the order of learning carries over.</remarks>
public sealed class InfoNceFlow : IFlow
{
    /// <summary>Temperature T; above 0, no unit, default 0.5.</summary>
    /// <exception cref="RequestException">Not above 0.</exception>
    public double Temperature
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new RequestException("a temperature is above 0", $"got {value}", "0.1 to 1 is usual");
    } = 0.5;

    /// <inheritdoc/>
    public string Validity => "second order in the embeddings: holds for dot products without normalisation while variances are well below the temperature";

    /// <inheritdoc/>
    public double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time) => Law(spectrum, initial, time).Variances(time);

    /// <inheritdoc/>
    public double[] Limits(IReadOnlyList<double> spectrum, Matrix initial) => Law(spectrum, initial).Limits();

    /// <inheritdoc/>
    public double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial) => Law(spectrum, initial).HalfTimes();

    /// <inheritdoc/>
    public double LargestStableStep(IReadOnlyList<double> spectrum) => RiccatiFlow.LargestStableStep(Rates(FlowInput.Spectrum(spectrum)));

    private RiccatiFlow Law(IReadOnlyList<double> spectrum, Matrix initial, double time = 0)
    {
        FlowInput.Check(spectrum, initial, time);
        return new RiccatiFlow(Rates(spectrum), 2 / (Temperature * Temperature), initial);
    }

    private double[] Rates(IReadOnlyList<double> spectrum) => [.. spectrum.Select(r => 2 * r / Temperature)];
}
