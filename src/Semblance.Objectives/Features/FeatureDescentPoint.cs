using Semblance.Numerics;

namespace Semblance.Objectives.Features;

/// <summary>A point of a descent.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Weights">W, [dim, d].</param>
/// <param name="Pull">Length of the part of the gradient that pulls positive pairs together, |4 W P|.</param>
/// <param name="Push">Length of the part that keeps others apart, |4 W M W' W M|. The early subclass peaks when both are equal.</param>
public sealed record FeatureDescentPoint(int Step, Matrix Weights, double Pull, double Push)
{
    /// <summary>How strongly a column of the features is learnt: the length of W e.</summary>
    /// <param name="feature">Column, from 0.</param>
    public double Strength(int feature) => FeatureSolution.Strength(Weights, feature);
}
