using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Pairing;

/// <summary>Row-aligned arrays of views.</summary>
internal sealed class ViewInput : PairInput
{
    private const int Block = 1000;
    private readonly Matrix[] _views;
    private readonly int[]? _labels;

    private ViewInput(Matrix[] views, int[]? labels) => (_views, _labels) = (views, labels);

    public override string Description => $"{_views.Length} views of {_views[0].Rows} rows of {Dim} numbers";

    public override int Dim => _views[0].Columns;

    public override int Count => _views[0].Rows;

    public override IReadOnlyList<int>? Labels => _labels;

    public override Relation? Relation => null;

    /// <summary>The views, [n, d] each.</summary>
    internal IReadOnlyList<Matrix> Views => _views;

    public static new ViewInput Open(PairRequest request)
    {
        if (request.Views.Count < 2) throw new RequestException("pairs need at least two views", "got one file", "give --views A.npy B.npy");
        Matrix[] views = [.. request.Views.Select((file, k) => PairFiles.Matrix(file, $"view {k + 1}"))];
        for (var k = 1; k < views.Length; k++)
        {
            if (views[k].Rows == views[0].Rows && views[k].Columns == views[0].Columns) continue;
            throw new RequestException("views must be row-aligned arrays of one shape", $"view 1 is [{views[0].Rows}, {views[0].Columns}], view {k + 1} is [{views[k].Rows}, {views[k].Columns}]", "give the same samples in the same order");
        }

        return new ViewInput(views, PairFiles.Labels(request.Labels, views[0].Rows));
    }

    internal override bool IsStreamed => true;

    internal override void ForEachBlock(Action<int[], Tensor[]> take, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        for (var start = 0; start < Count; start += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            var (from, count) = (start, Math.Min(Block, Count - start));
            take([.. Enumerable.Range(from, count)], [.. _views.Select(v => Tensor.FromSpan<double>(v.Values.AsSpan(checked(from * Dim), count * Dim), count, Dim))]);
            progress?.Invoke(start + count, Count);
        }
    }

    public override PairMoments Moments(IFeatureMap map, Action<long, long>? progress = null, CancellationToken cancellation = default) =>
        Of([.. _views.Select(v => PairFiles.Mapped(map, v))], _labels);

    public override Matrix Rows(IReadOnlyList<int> rows, CancellationToken cancellation = default) => PairFiles.Picked(_views[0], rows);

    public override IReadOnlyList<PairMoments> Folds(IFeatureMap map, int folds, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        Matrix[] features = [.. _views.Select(v => PairFiles.Mapped(map, v))];
        var rows = Enumerable.Range(0, _views[0].Rows).ToLookup(r => FoldOf(r, folds));
        return [.. Enumerable.Range(0, folds).Select(f => Of([.. features.Select(v => Rows(v, [.. rows[f]]))], null))];
    }

    public override Matrix Landmarks(int? count) => PairFiles.Stacked(_views);

    public override Matrix Embed(SpectralEncoder encoder, CancellationToken cancellation = default) => PairFiles.Stacked([.. _views.Select(encoder.Transform)]);

    public override PairMoments EmbeddedMoments(SpectralEncoder encoder) => Of([.. _views.Select(encoder.Transform)], _labels);

    private static Matrix Rows(Matrix view, int[] rows)
    {
        if (rows.Length < 2) throw new RequestException("there are too few rows to hold some out", $"got {view.Rows}", "give more rows, or --folds 0");
        var part = new Matrix(rows.Length, view.Columns);
        for (var r = 0; r < rows.Length; r++) view.Row(rows[r]).CopyTo(part.Row(r));
        return part;
    }

    internal static PairMoments Of(Matrix[] views, int[]? labels) => PairMomentsOf.Views([.. views.Select(v => v.Values)], views[0].Columns, labels: labels);
}
