using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Stepwise flow of the Barlow Twins model |WGW' - I|²: modes are learnt one after the other, each along a logistic curve.</summary>
/// <remarks>Simon et al. 2023 (f = Wx, off-diagonal weight 1, no normalisation of outputs): dW/dt = -4(WGW' - I)WG. From an aligned start
/// g s²(t) = 1 / (1 + (1/(g s0²) - 1) e^(-8gt)), half-time ln(1/(g s0²) - 1) / 8g. From a small random start s0 are the diagonal elements of R in the
/// QR factors of W0 on the leading directions: an early mode fixes an output direction, and later ones grow only beside it. Modes with g &lt;= 0
/// are never learnt. <see cref="BarlowTwinsEquation"/> integrates every other case.</remarks>
public sealed class BarlowTwinsFlow : IFlow
{
    /// <inheritdoc/>
    public string Validity => "exact for a linear model and an aligned start; from a small random start half-times are off by about 1% at a scale of 0.001 and less for smaller ones; off-diagonal weight 1, full batches, small learning rate";

    /// <inheritdoc/>
    public double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time)
    {
        FlowInput.Check(spectrum, initial, time);
        return PerMode(spectrum, initial, 0, (rate, strength) =>
            rate == 0 ? strength * strength : 1 / (rate + (((1 / (strength * strength)) - rate) * Math.Exp(-8 * rate * time))));
    }

    /// <summary>Eigenvalues of the embeddings' cross-correlation, eigenvalue times variance, in the order of the spectrum; in [0, 1] for a small start, [modes].</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="time">Learning rate times steps, at least 0.</param>
    public double[] Correlations(IReadOnlyList<double> spectrum, Matrix initial, double time) => [.. Variances(spectrum, initial, time).Zip(spectrum, (v, g) => v * g)];

    /// <summary>The loss at a time: a staircase that falls by 1 with every mode.</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="time">Learning rate times steps, at least 0.</param>
    public double Loss(IReadOnlyList<double> spectrum, Matrix initial, double time) =>
        initial.Rows + Correlations(spectrum, initial, time).Sum(c => (c * c) - (2 * c));

    /// <summary>Size of each mode's weights at the start as the flow sees it, [modes]; 0 for modes that find no output.</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    public double[] EffectiveStart(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        return PerMode(spectrum, initial, 0, (_, strength) => strength);
    }

    /// <inheritdoc/>
    public double[] Limits(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        return PerMode(spectrum, initial, 0, (rate, _) => rate > 0 ? 1 / rate : 0);
    }

    /// <inheritdoc/>
    public double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        return PerMode(spectrum, initial, double.PositiveInfinity, (rate, strength) =>
            rate > 0 ? Math.Log(Math.Max((1 / (rate * strength * strength)) - 1, 1)) / (8 * rate) : double.PositiveInfinity);
    }

    /// <inheritdoc/>
    public double LargestStableStep(IReadOnlyList<double> spectrum)
    {
        // 8 g_1 is the rate of return of the leading mode; outputs that stay empty shrink at 4 |g|.
        var fastest = Math.Max(8 * FlowInput.Spectrum(spectrum).Max(), -4 * spectrum.Min());
        return fastest > 0 ? 2 / fastest : double.PositiveInfinity;
    }

    /// <summary>Variances after plain gradient steps from an aligned start, exactly, [modes]: s ← s + 4 rate g s(1 - g s²).</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="steps">At least 0.</param>
    public double[] Discrete(IReadOnlyList<double> spectrum, Matrix initial, double learningRate, int steps)
    {
        var (speed, count) = (4 * FlowInput.Step(learningRate), FlowInput.Steps(steps));
        FlowInput.Check(spectrum, initial);
        return PerMode(spectrum, initial, 0, (rate, strength) =>
        {
            for (var i = 0; i < count; i++) strength += speed * rate * strength * (1 - (rate * strength * strength));
            return strength * strength;
        });
    }

    private static double[] PerMode(IReadOnlyList<double> spectrum, Matrix initial, double otherwise, Func<double, double, double> value)
    {
        var graph = new WinningModes([.. spectrum], initial);
        var result = Enumerable.Repeat(otherwise, spectrum.Count).ToArray();
        for (var i = 0; i < graph.Winners.Length; i++) result[graph.Winners[i]] = value(spectrum[graph.Winners[i]], graph.Strengths[i]);
        return result;
    }
}
