using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Traces of scatter between and within groups of rows.</summary>
/// <param name="Between">Mean squared distance of group means from the mean, each row counted, less what finite groups add by chance.</param>
/// <param name="Within">Mean squared distance of rows from the mean of their group.</param>
/// <param name="Total">Their sum.</param>
internal sealed record Scatter(double Between, double Within, double Total)
{
    /// <summary>Scatter of groups about the mean of all rows.</summary>
    /// <param name="features">Features.</param>
    /// <param name="groups">Group of each row; -1 for rows to leave out.</param>
    internal static Scatter Of(FeatureSet features, int[] groups) => Of(features, groups, new int[groups.Length]);

    /// <summary>Scatter of groups about the means of the groups that hold them.</summary>
    /// <param name="features">Features.</param>
    /// <param name="groups">Group of each row; -1 for rows to leave out.</param>
    /// <param name="parents">Larger group of each row.</param>
    internal static Scatter Of(FeatureSet features, int[] groups, int[] parents)
    {
        var (means, counts) = Means(features, groups);
        var (centres, sizes) = Means(features, [.. parents.Select((p, r) => groups[r] < 0 ? -1 : p)]);
        var within = new double[features.Rows];
        var between = new double[features.Rows];
        Parallel.For(0, features.Rows, r =>
        {
            if (groups[r] < 0) return;
            for (var c = 0; c < features.Dim; c++)
            {
                var mean = means[(groups[r] * features.Dim) + c];
                var (w, b) = (features.Values[(r * features.Dim) + c] - mean, mean - centres[(parents[r] * features.Dim) + c]);
                within[r] += w * w;
                between[r] += b * b;
            }
        });
        var rows = (double)counts.Sum();
        var (spread, means2) = (within.Sum() / rows, between.Sum() / rows);
        var (used, holders) = (counts.Count(n => n > 0), sizes.Count(n => n > 0));
        var unbiased = rows > used ? spread * rows / (rows - used) : spread;
        return new Scatter(Math.Max(0, means2 - ((used - holders) / rows * unbiased)), spread, means2 + spread);
    }

    private static (double[] Means, int[] Counts) Means(FeatureSet features, int[] groups)
    {
        var counts = new int[groups.Max() + 1];
        var means = new double[counts.Length * features.Dim];
        for (var r = 0; r < features.Rows; r++)
        {
            if (groups[r] < 0) continue;
            counts[groups[r]]++;
            var mean = means.AsSpan(groups[r] * features.Dim, features.Dim);
            var row = features.Values.AsSpan(r * features.Dim, features.Dim);
            for (var c = 0; c < row.Length; c++) mean[c] += row[c];
        }

        for (var i = 0; i < means.Length; i++) means[i] /= Math.Max(1, counts[i / features.Dim]);
        return (means, counts);
    }
}
