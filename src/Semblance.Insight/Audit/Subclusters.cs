using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Audit;

/// <summary>Clusters inside classes, found in a reference where no one labelled them.</summary>
/// <remarks>k-means for 2 to 8 clusters along at most 16 principal directions. Clusters are accepted where two runs, each on a random half, agree about all rows (adjusted Rand index of at least 0.6; the
/// specification takes adjusted mutual information) and where they are tighter than in each of ten normal samples of the same covariance (Liu, Hayes, Nobel and Marron 2008): a single elongated cloud is also cut
/// stably in two. Of the accepted numbers the largest agreement, the larger of equals.</remarks>
internal static class Subclusters
{
    private const int Directions = 16, MostRows = 1500, Null = 10, FewestRows = 60;
    private const double Agreement = 0.6, Tighter = 0.97;
    private static readonly int[] Counts = [2, 3, 4, 5, 6, 8];

    /// <summary>An attribute that numbers the clusters of all classes; null where none was accepted.</summary>
    /// <param name="reference">Truncated coordinates in the reference, largest variance first.</param>
    /// <param name="classes">Class of each row; null for one class of all rows.</param>
    /// <param name="seed">Seed.</param>
    internal static (AuditTrait Attribute, double Agreement)? Find(FeatureSet reference, int[]? classes, int seed)
    {
        classes ??= new int[reference.Rows];
        var labels = new int[reference.Rows];
        var (next, scores) = (0, new List<double>());
        foreach (var members in classes.Select((c, r) => (c, r)).GroupBy(p => p.c).OrderBy(g => g.Key))
        {
            int[] rows = [.. members.Select(m => m.r)];
            var found = rows.Length < FewestRows ? null : Within(Leading(reference.Select(rows)), seed);
            for (var k = 0; k < rows.Length; k++) labels[rows[k]] = next + (found?.Labels[k] ?? 0);
            next += found?.Count ?? 1;
            if (found is not null) scores.Add(found.Agreement);
        }

        if (scores.Count == 0) return null;
        return (AuditTrait.Categorical("clusters", labels, [.. Enumerable.Range(0, next).Select(k => FormattableString.Invariant($"{k}"))]), scores.Average());
    }

    private static FeatureSet Leading(FeatureSet features) => Pca.Fit(features, Math.Min(Directions, features.Dim)).Apply(features);

    private static Found? Within(FeatureSet features, int seed)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var all = features.ToTensor();
        var order = Splits.Shuffled(features.Rows, new Random(seed));
        var size = Math.Min(MostRows, features.Rows / 2);
        FeatureSet one = features.Select(order[..size]), two = features.Select(order[size..(2 * size)]);
        Found? best = null;
        foreach (var count in Counts.Where(c => size >= 15 * c))
        {
            var (labels, agreement) = Halves(all, one, two, count, seed);
            if (agreement < Agreement || (best is not null && agreement < best.Agreement) || !IsTighter(one, count, seed)) continue;
            best = new Found(count, labels, agreement);
        }

        return best;
    }

    private static (int[] Labels, double Agreement) Halves(Tensor all, FeatureSet one, FeatureSet two, int count, int seed)
    {
        var first = KMeans.Fit(one.ToTensor(), one, count, 4, seed).Assign(all).Labels;
        var second = KMeans.Fit(two.ToTensor(), two, count, 4, seed + 1).Assign(all).Labels;
        return (first, new Contingency(first, second).Ari());
    }

    /// <summary>Whether the clusters leave less of the variance within them than in normal samples of the same covariance.</summary>
    private static bool IsTighter(FeatureSet features, int count, int seed)
    {
        var variance = Standardiser.Fit(features).Deviation.Select(d => d * d).ToArray();
        var own = Inertia(features, count, seed);
        for (var t = 0; t < Null; t++)
        {
            var values = ProbeSpace.Gaussian(features.Rows * features.Dim, 1, unchecked((seed * 31) + t));
            for (var i = 0; i < values.Length; i++) values[i] *= (float)Math.Sqrt(variance[i % features.Dim]);
            if (own > Tighter * Inertia(new FeatureSet(values, features.Rows, features.Dim), count, seed + t)) return false;
        }

        return true;
    }

    private static double Inertia(FeatureSet features, int count, int seed)
    {
        var total = Standardiser.Fit(features).Deviation.Sum(d => d * d) * features.Rows;
        return KMeans.Fit(features.ToTensor(), features, count, 2, seed).Inertia / total;
    }

    private sealed record Found(int Count, int[] Labels, double Agreement);
}
