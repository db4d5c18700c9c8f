using Semblance.Errors;
using Semblance.Files;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Pairing;

/// <summary>Row-aligned arrays of views too large to be held: read from their <c>.npy</c> files block by block, in every pass anew.</summary>
internal sealed class StoredViewInput : PairInput
{
    private const long MostHeld = 1L << 30;
    private const int MostNumbers = 10_000_000, MostLandmarks = 5000;
    private readonly NpyRows[] _views;
    private readonly int[]? _labels;

    private StoredViewInput(NpyRows[] views, int[]? labels) => (_views, _labels) = (views, labels);

    public override string Description => $"{_views.Length} views of {Count} rows of {Dim} numbers, read from disk";

    public override int Dim => _views[0].Columns;

    public override int Count => (int)_views[0].Rows;

    public override IReadOnlyList<int>? Labels => _labels;

    public override Relation? Relation => null;

    internal override bool IsStreamed => true;

    private int Block => Math.Clamp(MostNumbers / Dim, 16, 4096);

    /// <summary>The views where they would take more than 1 GiB in memory and can be read by rows; otherwise null.</summary>
    /// <param name="request">With two or more <see cref="PairRequest.Views"/>.</param>
    /// <param name="mostHeld">Bytes of float64 that are still held in memory.</param>
    internal static StoredViewInput? OpenIfLarge(PairRequest request, long mostHeld = MostHeld)
    {
        if (request.Views.Count < 2) return null;
        var views = new List<NpyRows>();
        try
        {
            foreach (var file in request.Views)
            {
                if (NpyRows.Open(file) is not { } rows) break;
                views.Add(rows);
            }

            var first = views.FirstOrDefault();
            var bytes = views.Sum(v => (double)v.Rows * v.Columns * sizeof(double));
            if (first is not null && views.Count == request.Views.Count && bytes > mostHeld && first.Rows <= int.MaxValue && views.All(v => v.Rows == first.Rows && v.Columns == first.Columns))
            {
                var input = new StoredViewInput([.. views], PairFiles.Labels(request.Labels, (int)first.Rows));
                views.Clear();
                return input;
            }

            return null;
        }
        finally
        {
            foreach (var view in views) view.Dispose();
        }
    }

    public override PairMoments Moments(IFeatureMap map, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        using var sums = new MomentAccumulator(map.Dim, _views.Length, _labels is null ? 0 : _labels.Max() + 1);
        ForEachBlock((rows, views) => sums.Add(Mapped(map, views), labels: _labels is null ? default : Array.ConvertAll(rows, r => _labels[r])), progress, cancellation);
        return sums.ToMoments();
    }

    public override IReadOnlyList<PairMoments> Folds(IFeatureMap map, int folds, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        MomentAccumulator[] sums = [.. Enumerable.Range(0, folds).Select(_ => new MomentAccumulator(map.Dim, _views.Length))];
        try
        {
            ForEachBlock(
                (rows, views) =>
                {
                    var mapped = Mapped(map, views);
                    for (var i = 0; i < rows.Length; i++)
                    {
                        var at = i * map.Dim;
                        sums[FoldOf(rows[i], folds)].Add([.. mapped.Select(v => v[at..(at + map.Dim)])]);
                    }
                },
                progress,
                cancellation);
            if (sums.Any(s => s.Rows < 2)) throw new RequestException("there are too few rows to hold some out", $"got {Count}", "give more rows, or --folds 0");
            return [.. sums.Select(s => s.ToMoments())];
        }
        finally
        {
            foreach (var sum in sums) sum.Dispose();
        }
    }

    public override Matrix Landmarks(int? count)
    {
        if (count is null && Count > MostLandmarks) throw new RequestException("a kernel on all rows is too large", $"there are {Count} rows", "choose landmarks: --kernel rbf:WIDTH,landmarks=1000");
        var wanted = (int)Math.Min(Count, count is { } marks ? Math.Max(10L * marks, 1000) : Count);
        return Rows([.. Enumerable.Range(0, wanted).Select(k => (int)((long)k * Count / wanted))]);
    }

    public override Matrix Rows(IReadOnlyList<int> rows, CancellationToken cancellation = default)
    {
        var result = new Matrix(rows.Count, Dim);
        for (var i = 0; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            _views[0].Read(rows[i], result.Row(i));
        }

        return result;
    }

    public override Matrix Embed(SpectralEncoder encoder, CancellationToken cancellation = default)
    {
        var result = new Matrix(checked(Count * _views.Length), encoder.Dim);
        ForEachBlock(
            (rows, views) =>
            {
                for (var v = 0; v < views.Length; v++)
                {
                    encoder.Transform(views[v].To(ElementType.Float64)).ToArray<double>().CopyTo(result.Values, (((long)v * Count) + rows[0]) * encoder.Dim);
                }
            },
            null,
            cancellation);
        return result;
    }

    public override PairMoments EmbeddedMoments(SpectralEncoder encoder)
    {
        using var sums = new MomentAccumulator(encoder.Dim, _views.Length);
        ForEachBlock((_, views) => sums.Add([.. views.Select(v => encoder.Transform(v.To(ElementType.Float64)).ToArray<double>())]));
        return sums.ToMoments();
    }

    internal override void ForEachBlock(Action<int[], Tensor[]> take, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        var isSingle = _views.All(v => v.IsSingle);
        for (var start = 0; start < Count; start += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            var (from, count) = (start, Math.Min(Block, Count - start));
            take([.. Enumerable.Range(from, count)], [.. _views.Select(v => Part(v, from, count, isSingle))]);
            progress?.Invoke(start + count, Count);
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var view in _views) view.Dispose();
        base.Dispose(disposing);
    }

    private static double[][] Mapped(IFeatureMap map, Tensor[] views) => [.. views.Select(v => map.Map(v.To(ElementType.Float64)).ToArray<double>())];

    private static Tensor Part(NpyRows view, int from, int count, bool isSingle)
    {
        var part = Tensor.Zeros([count, view.Columns], isSingle ? ElementType.Float32 : ElementType.Float64);
        if (isSingle) view.Read(from, part.Elements<float>());
        else view.Read(from, part.Elements<double>());
        return part;
    }
}
