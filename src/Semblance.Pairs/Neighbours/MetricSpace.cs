using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Semblance.Tensors;

namespace Semblance.Pairs.Neighbours;

/// <summary>Rows prepared so that one inner product ranks them: <c>key = q . x - half(x)</c> is larger for nearer rows.</summary>
/// <remarks>Cosine: rows of length 1 and half 0. Euclidean: centred rows and <c>half(x) = |x|^2 / 2</c>, so that <c>key = (|q|^2 - distance^2) / 2</c>.
/// Centring changes no distance and keeps the numbers small, which float32 needs.</remarks>
internal sealed class MetricSpace
{
    private const double Unit = 1.0 / (1 << 24);
    private readonly float[] _values;
    private readonly float[] _mean;
    private readonly double[] _norms;
    private readonly float[] _halves;
    private readonly double _largest;

    internal MetricSpace(float[] values, int dim, Metric metric, bool centre)
        : this(values, dim, metric, centre && metric == Metric.Cosine, MeanOf(values, dim, centre || metric == Metric.Euclidean))
    {
    }

    private MetricSpace(float[] values, int dim, Metric metric, bool isCentred, float[] mean)
    {
        (Dim, Metric, _mean) = (dim, metric, mean);
        Rows = values.Length / dim;
        _values = isCentred ? Centred(values, mean) : values;
        IsCentred = isCentred;
        _norms = new double[Rows];
        _halves = new float[Rows];
        Parallel.For(0, Rows, r =>
        {
            _norms[r] = Norm(r);
            if (metric == Metric.Euclidean) _halves[r] = (float)(_norms[r] * _norms[r] / 2);
        });
        _largest = _norms.Max();
    }

    internal int Rows { get; }

    internal int Dim { get; }

    internal Metric Metric { get; }

    /// <summary>What is taken from inner products with each row to make keys, [rows].</summary>
    internal ReadOnlySpan<float> Halves => _halves;

    private bool IsCentred { get; }

    /// <summary>Other rows in this space, with this space's mean.</summary>
    internal MetricSpace Of(float[] query) => new(query, Dim, Metric, IsCentred, _mean);

    /// <summary>Largest rounding error of a key of this (query) row against any index row.</summary>
    internal float Margin(int row, MetricSpace index)
    {
        var size = Metric == Metric.Cosine ? 1 : (_norms[row] * index._largest) + (index._largest * index._largest / 2);
        return (float)((Dim + 8) * Unit * size);
    }

    /// <summary>Squared length of a row from the origin of the keys: the mean for Euclidean distances.</summary>
    internal double SquaredNorm(int row) => _norms[row] * _norms[row];

    /// <summary>Writes prepared rows into a tensor [block, dim] from its first row on.</summary>
    internal void Load(Tensor block, int start, int count)
    {
        unsafe
        {
            fixed (float* pointer = block.Elements<float>())
            {
                var target = (nint)pointer;
                Parallel.For(0, count, r => Prepare(start + r, new Span<float>((float*)target + ((long)r * Dim), Dim)));
            }
        }
    }

    /// <summary>Similarity or distance of an index row and a query row, in float64.</summary>
    internal double Score(int row, MetricSpace query, int queryRow)
    {
        var x = _values.AsSpan(row * Dim, Dim);
        var q = query._values.AsSpan(queryRow * Dim, Dim);
        if (Metric == Metric.Euclidean) return Math.Sqrt(Sum<Distance>(x, q));
        var size = _norms[row] * query._norms[queryRow];
        return size > 0 ? Math.Clamp(Sum<Product>(x, q) / size, -1, 1) : 0;
    }

    private void Prepare(int row, Span<float> target)
    {
        var source = _values.AsSpan(row * Dim, Dim);
        if (Metric == Metric.Cosine)
        {
            var scale = _norms[row] > 0 ? 1 / _norms[row] : 0;
            for (var c = 0; c < Dim; c++) target[c] = (float)(source[c] * scale);
            return;
        }

        for (var c = 0; c < Dim; c++) target[c] = source[c] - _mean[c];
    }

    private double Norm(int row)
    {
        var x = _values.AsSpan(row * Dim, Dim);
        return Math.Sqrt(Metric == Metric.Cosine ? Sum<Product>(x, x) : Sum<Distance>(x, _mean));
    }

    // Four float64 sums, whatever the processor's width, so that scores are the same on every machine.
    private static double Sum<T>(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        where T : struct, ITerm
    {
        var sums = Vector256<double>.Zero;
        var va = MemoryMarshal.Cast<float, Vector128<float>>(a);
        var vb = MemoryMarshal.Cast<float, Vector128<float>>(b);
        for (var i = 0; i < va.Length; i++)
        {
            var (la, ua) = Vector128.Widen(va[i]);
            var (lb, ub) = Vector128.Widen(vb[i]);
            sums += T.Of(Vector256.Create(la, ua), Vector256.Create(lb, ub));
        }

        var sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (var i = va.Length * 4; i < a.Length; i++) sum += T.Of(Vector256.Create((double)a[i]), Vector256.Create((double)b[i]))[0];
        return sum;
    }

    private static float[] MeanOf(float[] values, int dim, bool wanted)
    {
        var sums = new double[dim];
        var rows = values.Length / dim;
        for (var r = 0; r < rows && wanted; r++)
        {
            var row = values.AsSpan(r * dim, dim);
            for (var c = 0; c < dim; c++) sums[c] += row[c];
        }

        return Array.ConvertAll(sums, s => (float)(s / rows));
    }

    private static float[] Centred(float[] values, float[] mean)
    {
        var result = new float[values.Length];
        Parallel.For(0, values.Length / mean.Length, r =>
        {
            var start = r * mean.Length;
            for (var c = 0; c < mean.Length; c++) result[start + c] = values[start + c] - mean[c];
        });
        return result;
    }

    private interface ITerm
    {
        static abstract Vector256<double> Of(Vector256<double> a, Vector256<double> b);
    }

    private readonly struct Product : ITerm
    {
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a * b;
    }

    private readonly struct Distance : ITerm
    {
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => (a - b) * (a - b);
    }
}
