using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Pairs.Moments;

// Parts put together, and moments that are not about the mean.
public sealed partial class PairMoments
{
    /// <summary>The moments of two sets of samples as one: shards of a data set, new data, or further augmentations of the same data.</summary>
    /// <param name="first">Moments of one part.</param>
    /// <param name="second">Moments of the other; of the same features and number of views.</param>
    /// <returns>The moments that one pass over both parts gives, to about 1e-15 of the diagonal in any order of merging; the same bits whichever part comes first.</returns>
    /// <remarks>With shares p, q of the weights and delta = m_1 - m_2: Total = p Total_1 + q Total_2 + p q delta delta', and Cross the same (Chan, Golub, LeVeque 1979).
    /// A part without labels counts as unlabelled; with different numbers of classes the larger holds.</remarks>
    /// <exception cref="RequestException">Another number of features or views.</exception>
    public static PairMoments Merge(PairMoments first, PairMoments second)
    {
        if (first.Dim != second.Dim || first.Views != second.Views)
        {
            throw new RequestException(
                "these moments are not of the same kind",
                $"one has {first.Dim} features and {first.Views} views, the other {second.Dim} and {second.Views}",
                "merge moments of the same features and the same number of views");
        }

        var dim = first.Dim;
        var count = first.Count + second.Count;
        var (p, q) = (first.Count / count, second.Count / count);
        var (mean, delta) = (new double[dim], new double[dim]);
        for (var c = 0; c < dim; c++)
        {
            mean[c] = (p * first.Mean[c]) + (q * second.Mean[c]);
            delta[c] = first.Mean[c] - second.Mean[c];
        }

        return new PairMoments
        {
            Dim = dim,
            Views = first.Views,
            Count = count,
            Mean = mean,
            Total = Mixed(first.Total, second.Total, p, q, delta),
            Cross = Mixed(first.Cross, second.Cross, p, q, delta),
            Labels = Mixed(first, second, mean),
        };
    }

    /// <summary>E x x', the second moment of the views about the origin, [d, d]: for objectives that do not centre.</summary>
    public Matrix SecondMoment() => AboutOrigin(Total);

    /// <summary>E x y' for two views x, y of a sample, the cross-view second moment about the origin, [d, d].</summary>
    public Matrix CrossSecondMoment() => AboutOrigin(Cross);

    private Matrix AboutOrigin(Matrix covariance)
    {
        var result = new Matrix(Dim, Dim);
        for (var i = 0; i < Dim; i++)
        {
            for (var j = 0; j < Dim; j++) result[i, j] = covariance[i, j] + (Mean[i] * Mean[j]);
        }

        return result;
    }

    private static Matrix Mixed(Matrix first, Matrix second, double p, double q, double[] delta)
    {
        var result = new Matrix(delta.Length, delta.Length);
        for (var i = 0; i < delta.Length; i++)
        {
            var a = first.Row(i);
            var b = second.Row(i);
            var target = result.Row(i);
            for (var j = 0; j < delta.Length; j++) target[j] = ((p * a[j]) + (q * b[j])) + (p * q * (delta[i] * delta[j]));
        }

        return result;
    }

    private static LabelMoments? Mixed(PairMoments first, PairMoments second, double[] mean)
    {
        if (first.Labels is null && second.Labels is null) return null;
        var classes = Math.Max(first.Labels?.Counts.Length ?? 0, second.Labels?.Counts.Length ?? 0);
        var (counts, means) = (new double[classes], new Matrix(classes, mean.Length));
        for (var k = 0; k < classes; k++)
        {
            var (a, b) = (CountOf(first, k), CountOf(second, k));
            counts[k] = a + b;
            if (counts[k] == 0) continue;
            for (var c = 0; c < mean.Length; c++)
            {
                var one = a == 0 ? 0 : a / counts[k] * (first.Labels!.Means[k, c] + (first.Mean[c] - mean[c]));
                var other = b == 0 ? 0 : b / counts[k] * (second.Labels!.Means[k, c] + (second.Mean[c] - mean[c]));
                means[k, c] = one + other;
            }
        }

        return new LabelMoments(counts, means);
    }

    private static double CountOf(PairMoments moments, int label) => moments.Labels is { } labels && label < labels.Counts.Length ? labels.Counts[label] : 0;
}
