namespace Semblance.Insight.Evaluation;

/// <summary>What ridge regression reached.</summary>
/// <param name="R2">Mean over the targets.</param>
/// <param name="Interval">Bootstrap interval of that mean.</param>
/// <param name="L2">Penalty that was selected or given.</param>
/// <param name="Targets">Each target by itself.</param>
public sealed record RegressionResult(double R2, Interval Interval, double L2, IReadOnlyList<TargetScore> Targets);
