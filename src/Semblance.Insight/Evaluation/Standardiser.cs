namespace Semblance.Insight.Evaluation;

/// <summary>Shifts and scales each feature to mean 0 and variance 1 of the set it was fitted on.</summary>
/// <remarks>Moments in float64, variance divided by rows. A constant feature is only shifted.</remarks>
public sealed class Standardiser
{
    private Standardiser(double[] mean, double[] deviation) => (Mean, Deviation) = (mean, deviation);

    /// <summary>Means, [dim].</summary>
    public double[] Mean { get; }

    /// <summary>Standard deviations, [dim]; 1 for a constant feature.</summary>
    public double[] Deviation { get; }

    /// <summary>Measures means and deviations.</summary>
    public static Standardiser Fit(FeatureSet features)
    {
        var mean = ColumnMeans(features, null);
        var variance = ColumnMeans(features, mean);
        // Less than float32 can tell from a constant at this size is a constant.
        var deviation = variance.Select((v, c) => Math.Sqrt(v) > 1e-6 * Math.Abs(mean[c]) && v > 1e-30 ? Math.Sqrt(v) : 1);
        return new Standardiser(mean, [.. deviation]);
    }

    /// <summary>The features shifted and scaled.</summary>
    public FeatureSet Apply(FeatureSet features)
    {
        var dim = features.Dim;
        var values = new float[features.Values.Length];
        var scale = Array.ConvertAll(Deviation, d => 1 / d);
        Parallel.For(0, features.Rows, r =>
        {
            var from = features.Values.AsSpan(r * dim, dim);
            var to = values.AsSpan(r * dim, dim);
            for (var c = 0; c < from.Length; c++) to[c] = (float)((from[c] - Mean[c]) * scale[c]);
        });
        return features.With(values, dim);
    }

    /// <summary>Means of the columns, or of their squared distances from a centre.</summary>
    private static double[] ColumnMeans(FeatureSet features, double[]? centre)
    {
        const int block = 4096;
        var dim = features.Dim;
        var parts = new double[(features.Rows + block - 1) / block][];
        Parallel.For(0, parts.Length, p =>
        {
            var sums = new double[dim];
            for (var r = p * block; r < Math.Min(features.Rows, (p + 1) * block); r++)
            {
                var row = features.Values.AsSpan(r * dim, dim);
                if (centre is null) for (var c = 0; c < sums.Length; c++) sums[c] += row[c];
                else for (var c = 0; c < sums.Length; c++) sums[c] += (row[c] - centre[c]) * (row[c] - centre[c]);
            }

            parts[p] = sums;
        });
        return [.. Enumerable.Range(0, dim).Select(c => parts.Sum(p => p[c]) / features.Rows)];
    }
}
