using Semblance.Numerics;
using Semblance.Pairs.Moments;

namespace Semblance.Pairs.Tests.Moments;

/// <summary>The definitions of the moments as slow loops over pairs of views, in float64.</summary>
internal static class Loops
{
    /// <summary>Views that share a signal, [V][rows * d], numbers representable in float32.</summary>
    internal static double[][] Views(int views, int rows, int dim, int seed, double offset = 0)
    {
        var random = new Random(seed);
        var signal = Enumerable.Range(0, rows * dim).Select(_ => Normal(random)).ToArray();
        var mixed = signal.Select((s, i) => s + (i % dim > 0 ? 0.7 * signal[i - 1] : 0)).ToArray();
        return [.. Enumerable.Range(0, views).Select(_ => mixed.Select(s => (double)(float)(s + (0.6 * Normal(random)) + offset)).ToArray())];
    }

    internal static float[][] Single(double[][] views) => Array.ConvertAll(views, v => Array.ConvertAll(v, x => (float)x));

    internal static double[] Weights(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(i => i % 11 == 3 ? 0 : random.NextDouble() * 3)];
    }

    internal static int[] Labels(int rows, int classes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, classes))];
    }

    /// <summary>Mean first, then every product of every ordered pair of different views.</summary>
    internal static PairMoments Moments(double[][] views, int dim, double[]? weights = null, int[]? labels = null, int classes = 0)
    {
        var rows = views[0].Length / dim;
        var count = weights?.Sum() ?? rows;
        var mean = new double[dim];
        var (total, cross) = (new Matrix(dim, dim), new Matrix(dim, dim));
        double W(int row) => weights?[row] ?? 1;
        foreach (var view in views)
        {
            for (var i = 0; i < view.Length; i++) mean[i % dim] += W(i / dim) * view[i] / (count * views.Length);
        }

        for (var row = 0; row < rows; row++)
        {
            for (var a = 0; a < views.Length; a++)
            {
                for (var b = 0; b < views.Length; b++)
                {
                    var share = W(row) / (count * views.Length * (a == b ? 1 : views.Length - 1));
                    AddProduct(a == b ? total : cross, views[a].AsSpan(row * dim, dim), views[b].AsSpan(row * dim, dim), mean, share);
                }
            }
        }

        return new PairMoments { Dim = dim, Views = views.Length, Count = count, Mean = mean, Total = total, Cross = cross, Labels = labels is null ? null : OfClasses(views, dim, W, labels, classes, mean) };
    }

    /// <summary>Largest difference of an element, relative to sqrt(Total_ii Total_jj).</summary>
    internal static double Difference(PairMoments expected, PairMoments found)
    {
        Assert.Equal((expected.Dim, expected.Views, expected.Labels is null), (found.Dim, found.Views, found.Labels is null));
        Assert.Equal(expected.Count, found.Count, 1e-12 * expected.Count);
        var scale = Enumerable.Range(0, expected.Dim).Select(i => Math.Sqrt(expected.Total[i, i])).ToArray();
        double worst = 0;
        for (var i = 0; i < expected.Dim; i++)
        {
            for (var j = 0; j < expected.Dim; j++)
            {
                worst = Math.Max(worst, Math.Abs(expected.Total[i, j] - found.Total[i, j]) / (scale[i] * scale[j]));
                worst = Math.Max(worst, Math.Abs(expected.Cross[i, j] - found.Cross[i, j]) / (scale[i] * scale[j]));
            }

            worst = Math.Max(worst, Math.Abs(expected.Mean[i] - found.Mean[i]) / Math.Max(scale[i], Math.Abs(expected.Mean[i])));
        }

        if (expected.Labels is null) return worst;
        Assert.Equal(expected.Labels.Counts.Length, found.Labels!.Counts.Length);
        for (var k = 0; k < expected.Labels.Counts.Length; k++)
        {
            Assert.Equal(expected.Labels.Counts[k], found.Labels.Counts[k], 1e-11 * expected.Count);
            for (var i = 0; i < expected.Dim; i++) worst = Math.Max(worst, Math.Abs(expected.Labels.Means[k, i] - found.Labels.Means[k, i]) / Math.Max(scale[i], Math.Abs(expected.Mean[i])));
        }

        return worst;
    }

    internal static void AddProduct(Matrix target, ReadOnlySpan<double> left, ReadOnlySpan<double> right, double[] mean, double factor)
    {
        for (var i = 0; i < mean.Length; i++)
        {
            for (var j = 0; j < mean.Length; j++) target[i, j] += factor * (left[i] - mean[i]) * (right[j] - mean[j]);
        }
    }

    private static LabelMoments OfClasses(double[][] views, int dim, Func<int, double> weight, int[] labels, int classes, double[] mean)
    {
        var (counts, means) = (new double[classes], new Matrix(classes, dim));
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0) continue;
            counts[labels[row]] += weight(row);
            foreach (var view in views)
            {
                for (var c = 0; c < dim; c++) means[labels[row], c] += weight(row) / views.Length * (view[(row * dim) + c] - mean[c]);
            }
        }

        for (var i = 0; i < means.Values.Length; i++) means.Values[i] = counts[i / dim] > 0 ? means.Values[i] / counts[i / dim] : 0;
        return new LabelMoments(counts, means);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
