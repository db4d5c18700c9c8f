namespace Semblance.Insight.Audit;

/// <summary>How much features move with one augmentation parameter.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Read">R2 of reading the parameter from a view's features; 0 when they are invariant to it.</param>
/// <param name="Low">Lower end of its 95% interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Baseline">The same from the untrained encoder; null when its views were not given.</param>
/// <param name="BaselineLow">Lower end of its interval.</param>
/// <param name="BaselineHigh">Upper end.</param>
/// <param name="Share">Share of the variance between two views that goes with the parameter.</param>
/// <param name="Moved">Share of all variance of the features that goes with it.</param>
/// <param name="BaselineMoved">The same of the untrained encoder; null when its views were not given.</param>
public sealed record AuditSensitivity(string Parameter, double Read, double Low, double High, double? Baseline, double? BaselineLow, double? BaselineHigh, double Share, double Moved, double? BaselineMoved);
