using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Pairing;

/// <summary>Products of the cross-view or total covariance of streamed views with blocks of vectors; no covariance is ever formed.</summary>
/// <remarks>One pass serves all samples (part 0) and, for each fold, all others (part 1 + fold). Products of a block of rows are made in the type of the rows (float32
/// for what was stored so), less a shift near their mean, and summed up in float64; the exact mean comes off at the end, by a product of rank 1.</remarks>
internal sealed class StreamedMoment
{
    private readonly PairInput _input;
    private readonly bool _isCross, _isCentred;
    private readonly int _folds;
    private readonly double[] _counts;
    private readonly double[][] _sums;
    private double[]? _shift;
    private bool _isCounted;

    internal StreamedMoment(PairInput input, bool isCross, bool isCentred, int folds)
    {
        (_input, _isCross, _isCentred, _folds) = (input, isCross, isCentred, Math.Max(folds, 1));
        _counts = new double[_folds];
        _sums = [.. Enumerable.Range(0, _folds).Select(_ => new double[input.Dim])];
    }

    /// <summary>Number of parts: all, and all but each fold where there is more than one.</summary>
    internal int Parts => _folds > 1 ? 1 + _folds : 1;

    /// <summary>Passes so far.</summary>
    internal int Passes { get; private set; }

    /// <summary>Sum of all variances, mean over views, of all samples; known after the first pass.</summary>
    internal double Trace { get; private set; }

    /// <summary>The covariance of each part times its block.</summary>
    /// <param name="blocks">For each part a block of vectors, [d, k].</param>
    /// <param name="progress">Told units done and in all of this pass.</param>
    /// <param name="cancellation">Stops the pass.</param>
    internal Matrix[] Multiply(IReadOnlyList<Matrix> blocks, Action<long, long>? progress, CancellationToken cancellation)
    {
        using var silent = new NoGradient();
        Matrix[] results = [.. blocks.Select(b => new Matrix(b.Rows, b.Columns))];
        var views = 0;
        _input.ForEachBlock(
            (samples, seen) =>
            {
                views = seen.Length;
                Take(samples, seen, blocks, results);
            },
            progress,
            cancellation);
        if (!_isCounted) Trace /= views * _counts.Sum();
        _isCounted = true;
        Passes++;
        for (var p = 0; p < Parts; p++) Finish(p, views, blocks[p], results[p]);
        return results;
    }

    private void Take(int[] samples, Tensor[] views, IReadOnlyList<Matrix> blocks, Matrix[] results)
    {
        // Samples of one fold lie side by side, so that parts are ranges.
        int[] folds = [.. samples.Select(s => _folds > 1 ? PairInput.FoldOf(s, _folds) : 0)];
        int[] ends = [.. Enumerable.Range(0, _folds).Select(f => folds.Count(g => g <= f))];
        if (_folds > 1)
        {
            var order = Tensor.From([.. Enumerable.Range(0, samples.Length).OrderBy(i => folds[i]).Select(i => (long)i)], samples.Length);
            views = [.. views.Select(v => v.IndexSelect(0, order))];
        }

        if (_isCentred)
        {
            _shift ??= Mean(views);
            var shift = Tensor.From(_shift, 1, _shift.Length).To(views[0].ElementType);
            views = [.. views.Select(v => v - shift)];
        }

        if (!_isCounted) Count(views, ends);
        for (var p = 0; p < Parts; p++)
        {
            var block = blocks[p].ToTensor().To(views[0].ElementType);
            foreach (var (from, to) in Ranges(p, ends))
            {
                using var scope = new TensorScope();
                Tensor[] part = [.. views.Select(v => v.Narrow(0, from, to - from))];
                Add(results[p].Values, Product(part, block));
            }
        }
    }

    /// <summary>Sum over ordered pairs of views, or over views, of X'(X block).</summary>
    private Tensor Product(Tensor[] views, Tensor block)
    {
        Tensor[] seen = [.. views.Select(v => v.MatMul(block))];
        if (!_isCross) return views.Select((v, k) => v.Transpose().MatMul(seen[k])).Aggregate((a, b) => a + b);
        var sum = seen.Skip(1).Aggregate(seen[0], (a, b) => a + b);
        return views.Select((v, k) => v.Transpose().MatMul(sum - seen[k])).Aggregate((a, b) => a + b);
    }

    private IEnumerable<(int From, int To)> Ranges(int part, int[] ends)
    {
        var (all, left) = (ends[^1], part == 0 ? -1 : part - 1);
        if (left < 0)
        {
            if (all > 0) yield return (0, all);
            yield break;
        }

        var from = left == 0 ? 0 : ends[left - 1];
        if (from > 0) yield return (0, from);
        if (ends[left] < all) yield return (ends[left], all);
    }

    private void Count(Tensor[] views, int[] ends)
    {
        for (var f = 0; f < _folds; f++)
        {
            using var scope = new TensorScope();
            var (from, to) = (f == 0 ? 0 : ends[f - 1], ends[f]);
            if (to == from) continue;
            _counts[f] += to - from;
            foreach (var view in views)
            {
                var rows = view.Narrow(0, from, to - from);
                Add(_sums[f], rows.To(ElementType.Float64).Sum(0));
                Trace += rows.Square().Sum().Item();
            }
        }
    }

    private void Finish(int part, int views, Matrix block, Matrix result)
    {
        int[] own = [.. Enumerable.Range(0, _folds).Where(f => f != part - 1)];
        var count = own.Sum(f => _counts[f]);
        var pairs = _isCross ? views * (views - 1.0) : views;
        for (var i = 0; i < result.Values.Length; i++) result.Values[i] /= pairs * count;
        if (!_isCentred) return;
        var mean = new double[result.Rows];
        foreach (var f in own) Add(mean, _sums[f], 1 / (views * count));
        var shares = new double[block.Columns];
        for (var r = 0; r < block.Rows; r++) Add(shares, block.Row(r), mean[r]);
        for (var r = 0; r < block.Rows; r++) Add(result.Row(r), shares, -mean[r]);
        if (part == 0 && Passes == 1) Trace -= mean.Sum(m => m * m);
    }

    private static double[] Mean(Tensor[] views)
    {
        var mean = new double[views[0].Size(1)];
        foreach (var view in views) Add(mean, view.To(ElementType.Float64).Mean(0), 1.0 / views.Length);
        return mean;
    }

    private static void Add(Span<double> to, Tensor part, double scale = 1) => Add(to, part.To(ElementType.Float64).Contiguous().Elements<double>(), scale);

    private static void Add(Span<double> to, ReadOnlySpan<double> part, double scale = 1)
    {
        for (var i = 0; i < to.Length; i++) to[i] += scale * part[i];
    }
}
