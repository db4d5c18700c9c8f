using System.Numerics;
using System.Runtime.InteropServices;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>k-means: Lloyd's iterations from k-means++ starts (Arthur and Vassilvitskii 2007), the start with the least inertia.</summary>
internal sealed class KMeans
{
    // Rows of one step on tensors (each waits for its threads) and of one partial sum in float32.
    private const int Chunk = 32768;
    private const int SumRows = 4096;
    private const int MaxIterations = 300;
    private readonly float[] _centres;
    private readonly int _dim;

    private KMeans(float[] centres, int dim, double inertia) => (_centres, _dim, Inertia) = (centres, dim, inertia);

    /// <summary>Sum of squared distances of the fitted rows to their centres.</summary>
    internal double Inertia { get; }

    /// <summary>Fits centres.</summary>
    /// <param name="features">The features as a tensor [rows, dim].</param>
    /// <param name="set">The same features.</param>
    /// <param name="clusters">1..rows.</param>
    /// <param name="restarts">Starts.</param>
    /// <param name="seed">Seed.</param>
    internal static KMeans Fit(Tensor features, FeatureSet set, int clusters, int restarts, int seed)
    {
        KMeans? best = null;
        foreach (var start in KMeansStart.Draw(features, set, clusters, restarts, seed))
        {
            var found = Iterate(features, set, start);
            if (best is null || found.Inertia < best.Inertia) best = found;
        }

        return best!;
    }

    /// <summary>The nearest centre of each row, and the squared distance to it.</summary>
    internal (int[] Labels, float[] Distances) Assign(Tensor features)
    {
        using var scope = new TensorScope();
        var rows = (int)features.Size(0);
        var (labels, distances) = (new int[rows], new float[rows]);
        var centres = Tensor.From(_centres, _centres.Length / _dim, _dim);
        var (transposed, half) = (centres.Transpose(), centres.Square().Sum(1) * 0.5);
        for (var start = 0; start < rows; start += Chunk)
        {
            using var step = new TensorScope();
            var x = features.Narrow(0, start, Math.Min(Chunk, rows - start));
            // Half the squared distance, less half the squared length of x.
            var keys = Tensor.AddMM(half, x, transposed, 1, -1);
            var nearest = keys.ArgMin(1).Elements<long>();
            (keys.Min(1) * 2).AddInPlace(x.Square().Sum(1)).AtLeast(0).Elements<float>().CopyTo(distances.AsSpan(start));
            for (var i = 0; i < nearest.Length; i++) labels[start + i] = (int)nearest[i];
        }

        return (labels, distances);
    }

    private static KMeans Iterate(Tensor features, FeatureSet set, float[] start)
    {
        var now = new KMeans(start, set.Dim, double.PositiveInfinity);
        int[]? before = null;
        for (var iteration = 0; ; iteration++)
        {
            var (labels, distances) = now.Assign(features);
            var inertia = distances.Sum(d => (double)d);
            var isDone = iteration == MaxIterations || now.Inertia - inertia <= 1e-5 * inertia || (before is not null && labels.AsSpan().SequenceEqual(before));
            if (isDone) return new KMeans(now._centres, set.Dim, inertia);
            now = new KMeans(Means(set, labels, distances, start.Length / set.Dim), set.Dim, inertia);
            before = labels;
        }
    }

    /// <summary>Means of the clusters; an empty one moves to the row farthest from its centre.</summary>
    private static float[] Means(FeatureSet set, int[] labels, float[] distances, int clusters)
    {
        var sums = new double[clusters * set.Dim];
        var counts = new int[clusters];
        var parts = new float[(set.Rows + SumRows - 1) / SumRows][];
        Parallel.For(0, parts.Length, p => parts[p] = PartialSums(set, labels, p * SumRows, clusters));
        foreach (var part in parts) for (var i = 0; i < sums.Length; i++) sums[i] += part[i];
        foreach (var label in labels) counts[label]++;
        var far = new Queue<int>(counts.Contains(0) ? Enumerable.Range(0, set.Rows).OrderByDescending(r => distances[r]).Take(clusters) : []);
        var means = new float[sums.Length];
        for (var k = 0; k < clusters; k++)
        {
            var mean = means.AsSpan(k * set.Dim, set.Dim);
            if (counts[k] == 0) set.Values.AsSpan(far.Dequeue() * set.Dim, set.Dim).CopyTo(mean);
            else for (var c = 0; c < mean.Length; c++) mean[c] = (float)(sums[(k * set.Dim) + c] / counts[k]);
        }

        return means;
    }

    private static float[] PartialSums(FeatureSet set, int[] labels, int start, int clusters)
    {
        var (dim, sums) = (set.Dim, new float[clusters * set.Dim]);
        for (var r = start; r < Math.Min(set.Rows, start + SumRows); r++)
        {
            var row = set.Values.AsSpan(r * dim, dim);
            var sum = sums.AsSpan(labels[r] * dim, dim);
            var wideRow = MemoryMarshal.Cast<float, Vector<float>>(row);
            var wideSum = MemoryMarshal.Cast<float, Vector<float>>(sum);
            for (var i = 0; i < wideSum.Length; i++) wideSum[i] += wideRow[i];
            for (var i = wideSum.Length * Vector<float>.Count; i < dim; i++) sum[i] += row[i];
        }

        return sums;
    }
}
