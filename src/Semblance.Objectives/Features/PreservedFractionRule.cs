using Semblance.Errors;

namespace Semblance.Objectives.Features;

/// <summary>Which of several independent features the minimum of a spectral loss keeps, without data.</summary>
/// <remarks>The population form of Xue et al. 2023: with independent features the eigenvalue of the constant is 1, of the class its preserved fraction r, of any other (1 - weight) r; the dim
/// largest are kept, of equal ones those with most variance. The same selection rule is theorem 3.5 of Xue, Gan, Ni, Joshi and Mirzasoleiman 2024. In noisy data suppression is thus
/// a property of the minimum itself, not only of the one with least norm.</remarks>
public static class PreservedFractionRule
{
    /// <summary>What is kept.</summary>
    /// <param name="features">The features, the constant among them where the encoder has a bias.</param>
    /// <param name="dim">Size of the embedding, at least 1.</param>
    /// <param name="weight">Share of the supervised loss, in [0, 1].</param>
    /// <exception cref="RequestException">A number out of range.</exception>
    public static PreservedFeatures Apply(IReadOnlyList<NoisyFeature> features, int dim, double weight)
    {
        if (dim < 1) throw new RequestException("an embedding needs at least one dimension", $"got {dim}", "give dim >= 1");
        if (!(weight >= 0 && weight <= 1)) throw new RequestException("the joint weight is out of range", FormattableString.Invariant($"got {weight}"), "give a number from 0 to 1");
        Check(features);
        var eigenvalues = features.Select(f => f.Role == FeatureRole.Other ? (1 - weight) * f.Preserved : f.Preserved).ToArray();
        var kept = Enumerable.Range(0, features.Count)
            .Where(k => eigenvalues[k] > 0)
            .OrderByDescending(k => eigenvalues[k])
            .ThenByDescending(k => features[k].Signal + features[k].Noise)
            .Take(dim)
            .ToHashSet();
        double[] strengths = [.. features.Select((f, k) => kept.Contains(k) ? Math.Sqrt(eigenvalues[k] / (f.Signal + f.Noise)) : 0)];
        return new PreservedFeatures(eigenvalues, strengths, -kept.Order().Sum(k => eigenvalues[k] * eigenvalues[k]));
    }

    /// <summary>The joint weight above which the class is kept: 0 when it always is.</summary>
    /// <param name="features">The features; exactly one has <see cref="FeatureRole.Class"/>.</param>
    /// <param name="dim">Size of the embedding, at least 1.</param>
    /// <returns>In [0, 1]; 1 - r_class / r of the last other feature that fits beside class and constant.</returns>
    /// <exception cref="RequestException">No class feature or several, or a number out of range.</exception>
    public static double CriticalWeight(IReadOnlyList<NoisyFeature> features, int dim)
    {
        Check(features);
        if (features.Count(f => f.Role == FeatureRole.Class) != 1) throw new RequestException("a critical weight is about one class feature", $"{features.Count(f => f.Role == FeatureRole.Class)} of {features.Count} are", "give the role Class to one");
        var mine = features.First(f => f.Role == FeatureRole.Class).Preserved;
        var places = dim - features.Count(f => f.Role == FeatureRole.Constant);
        double[] others = [.. features.Where(f => f.Role == FeatureRole.Other).Select(f => f.Preserved).OrderDescending()];
        if (places < 1) return 1;
        return places > others.Length ? 0 : Math.Max(0, 1 - (mine / others[places - 1]));
    }

    private static void Check(IReadOnlyList<NoisyFeature> features)
    {
        if (features.Count == 0) throw new RequestException("there are no features", "the list is empty", "give at least one");
        if (features.FirstOrDefault(f => !(f.Signal > 0 && double.IsFinite(f.Signal) && f.Noise >= 0 && double.IsFinite(f.Noise))) is not { } bad) return;
        throw new RequestException($"feature '{bad.Name}' has no such variances", FormattableString.Invariant($"signal {bad.Signal}, noise {bad.Noise}"), "give a signal above 0 and a noise of at least 0");
    }
}
