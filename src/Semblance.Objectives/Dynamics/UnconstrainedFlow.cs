using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Flow of the trace losses without a constraint: how large a share of the squared weights each direction has.</summary>
/// <remarks>Weights grow or decay without bound (<see cref="NaiveFlow"/>), their shares do not: the leading direction takes all, every output becoming a copy of it, and no other is ever learnt.
/// Where no eigenvalue is positive all outputs decay to 0 and nothing is. The other side of <see cref="OrthonormalFlow"/>; Esser, Mukherjee and Ghoshdastidar 2023.</remarks>
public sealed class UnconstrainedFlow : IFlow
{
    /// <inheritdoc/>
    public string Validity => "exact for a linear model without constraint, full batches and a small learning rate, from any start; strengths are shares of the squared weights";

    /// <inheritdoc/>
    public double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time)
    {
        FlowInput.Check(spectrum, initial, time);
        var largest = spectrum.Max();
        var sizes = initial.ColumnSquares().Select((s, j) => s > 0 ? Math.Log(s) + (4 * (spectrum[j] - largest) * time) : double.NegativeInfinity).ToArray();
        var top = sizes.Max();
        var shares = sizes.Select(s => double.IsNegativeInfinity(top) ? 0 : Math.Exp(s - top)).ToArray();
        var sum = shares.Sum();
        return [.. shares.Select(s => sum > 0 ? s / sum : 0)];
    }

    /// <inheritdoc/>
    /// <remarks>Directions with the same largest eigenvalue keep the proportion that they started with.</remarks>
    public double[] Limits(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        var sizes = initial.ColumnSquares();
        var largest = spectrum.Where((_, j) => sizes[j] > 0).DefaultIfEmpty(0).Max();
        var sum = sizes.Where((_, j) => spectrum[j] == largest).Sum();
        return [.. sizes.Select((s, j) => largest > 0 && spectrum[j] == largest && sum > 0 ? s / sum : 0)];
    }

    /// <inheritdoc/>
    public double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial)
    {
        var limits = Limits(spectrum, initial);
        return [.. limits.Select((limit, j) => limit > 0 ? HalfTime(spectrum, initial, j, limit / 2) : double.PositiveInfinity)];
    }

    /// <inheritdoc/>
    /// <remarks>Growth has no limit; what decays must not swing: 1 over the most negative eigenvalue.</remarks>
    public double LargestStableStep(IReadOnlyList<double> spectrum)
    {
        FlowInput.Spectrum(spectrum);
        return spectrum.Min() < 0 ? -1 / spectrum.Min() : double.PositiveInfinity;
    }

    private double HalfTime(IReadOnlyList<double> spectrum, Matrix initial, int mode, double goal)
    {
        double Missing(double time) => Variances(spectrum, initial, time)[mode] - goal;
        if (Missing(0) >= 0) return 0;
        var end = 1.0;
        while (Missing(end) < 0) end *= 2;
        return Crossing.Refine(Missing, 0, end);
    }
}
