namespace Semblance.Insight.Evaluation;

/// <summary>Training and test features from one source.</summary>
/// <param name="Name">Source: <c>raw pixels</c>.</param>
/// <param name="Train">Training features with labels.</param>
/// <param name="Test">Test features with labels.</param>
public sealed record FeaturePair(string Name, FeatureSet Train, FeatureSet Test);
