namespace Semblance.Insight.Benchmarks;

/// <summary>A bound on a ratio or a value.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="IsRatio">Whether it is one on the ratio to the peer.</param>
/// <param name="IsLeast">Whether more is better.</param>
public sealed record BenchmarkTarget(double Bound, bool IsRatio, bool IsLeast)
{
    /// <summary>Whether a ratio or value meets it.</summary>
    public bool IsMet(double seen) => IsLeast ? seen >= Bound : seen <= Bound;

    internal static BenchmarkTarget Ratio(double least) => new(least, true, true);

    internal static BenchmarkTarget Least(double value) => new(value, false, true);

    internal static BenchmarkTarget Most(double value) => new(value, false, false);
}
