using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Flow of the spectral contrastive loss -2 Tr(WGW') + |WW'|² on whitened inputs: dW/dt = 4(WG - WW'W), exact from any start.</summary>
/// <remarks>The loss is that of HaoChen, Wei, Gaidon and Ma 2021 in the population; its flow is a matrix Riccati equation. An aligned mode follows
/// m(t) = r / (1 + (r / m(0) - 1) e^(-8rt)) and ends at r, its canonical correlation.</remarks>
public sealed class SpectralContrastiveFlow : IFlow
{
    /// <inheritdoc/>
    public string Validity => "exact for a linear model on whitened inputs, full batches and plain gradient descent with a small learning rate, from any start";

    /// <inheritdoc/>
    public double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time) => Law(spectrum, initial, time).Variances(time);

    /// <summary>W'W at a time, [modes, modes].</summary>
    /// <param name="spectrum">Canonical correlations, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="time">Learning rate times steps, at least 0.</param>
    public Matrix Gram(IReadOnlyList<double> spectrum, Matrix initial, double time)
    {
        var weights = Law(spectrum, initial, time).Weights(time);
        return weights.TransposeTimes(weights);
    }

    /// <inheritdoc/>
    public double[] Limits(IReadOnlyList<double> spectrum, Matrix initial) => Law(spectrum, initial).Limits();

    /// <inheritdoc/>
    public double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial) => Law(spectrum, initial).HalfTimes();

    /// <inheritdoc/>
    public double LargestStableStep(IReadOnlyList<double> spectrum) => RiccatiFlow.LargestStableStep(Rates(FlowInput.Spectrum(spectrum)));

    internal static RiccatiFlow Law(IReadOnlyList<double> spectrum, Matrix initial, double time = 0)
    {
        FlowInput.Check(spectrum, initial, time);
        return new RiccatiFlow(Rates(spectrum), 4, initial);
    }

    private static double[] Rates(IReadOnlyList<double> spectrum) => [.. spectrum.Select(r => 4 * r)];
}
