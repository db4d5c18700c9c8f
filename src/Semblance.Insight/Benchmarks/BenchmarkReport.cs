namespace Semblance.Insight.Benchmarks;

/// <summary>What a run of benchmarks gave.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Clock">wall or processor: what values and ratios are.</param>
/// <param name="Quick">Whether sizes were reduced.</param>
/// <param name="Figures">What was measured.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record BenchmarkReport(BenchmarkMachine Machine, string Clock, bool Quick, IReadOnlyList<BenchmarkFigure> Figures, double Seconds);
