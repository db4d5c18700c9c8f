namespace Semblance.Insight.Evaluation;

/// <summary>How well ridge regression predicts one target.</summary>
/// <param name="R2">Share of the test variance explained; negative when worse than the test mean.</param>
/// <param name="Interval">Bootstrap interval.</param>
public sealed record TargetScore(double R2, Interval Interval);
