using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Flow of |WW' - I|² + 2a Tr W(I - G)W' on whitened inputs: a quadratic stand-in for VICReg, exact from any start.</summary>
/// <remarks>dW/dt = 4(WR - WW'W) with R = 1 - a(1 - r). A direction survives only if 1 - a(1 - r) > 0, and ends with that variance: too large an
/// invariance weight leaves dimensions empty, however long the training. VICReg proper (Bardes, Ponce and LeCun 2022) has a hinge on the standard
/// deviations instead of the squares of the diagonal.</remarks>
public sealed class VicRegFlow : IFlow
{
    /// <summary>Weight of the invariance term relative to variance and covariance; >= 0, no unit, default 1 (which is the spectral contrastive flow).</summary>
    /// <exception cref="RequestException">Negative.</exception>
    public double Invariance
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new RequestException("the invariance weight is not negative", $"got {value}", "1 is the spectral contrastive loss");
    } = 1;

    /// <inheritdoc/>
    public string Validity => "exact for a linear model on whitened inputs and squared variance terms instead of VICReg's hinge; full batches, small learning rate, any start";

    /// <summary>What each direction has left, 1 - a(1 - r), [modes]; only positive ones can be learnt.</summary>
    /// <param name="spectrum">Canonical correlations, [modes].</param>
    public double[] Survival(IReadOnlyList<double> spectrum) => [.. spectrum.Select(r => 1 - (Invariance * (1 - r)))];

    /// <summary>The lowest canonical correlation above which a direction survives, 1 - 1/a; minus infinity for a = 0.</summary>
    public double Threshold => Invariance == 0 ? double.NegativeInfinity : 1 - (1 / Invariance);

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
        return new RiccatiFlow(Rates(spectrum), 4, initial);
    }

    private double[] Rates(IReadOnlyList<double> spectrum) => [.. Survival(spectrum).Select(r => 4 * r)];
}
