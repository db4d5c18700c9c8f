namespace Semblance.Objectives.Features;

/// <summary>A feature of a population: its own variance and what augmentation and noise add to it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Signal">Variance of the feature itself, > 0 (lambda in docs/theory/features.md).</param>
/// <param name="Noise">Variance that augmentation and noise add, >= 0 (tau).</param>
/// <param name="Role">What it is to the labels.</param>
public sealed record NoisyFeature(string Name, double Signal, double Noise, FeatureRole Role = FeatureRole.Other)
{
    /// <summary>Share of the feature's variance that two views have in common, signal / (signal + noise), in [0, 1].</summary>
    public double Preserved => Signal / (Signal + Noise);
}
