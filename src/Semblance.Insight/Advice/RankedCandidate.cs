namespace Semblance.Insight.Advice;

/// <summary>A line of the ranking.</summary>
/// <param name="Pairs">Name of the pairs: augmentations, a pair list.</param>
/// <param name="Candidate">What is ranked.</param>
/// <param name="Forecast">What to expect of it; null without labels.</param>
public sealed record RankedCandidate(string Pairs, Candidate Candidate, Forecast? Forecast);
