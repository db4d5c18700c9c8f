using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Pairing;

/// <summary>A data set whose augmentations make the views; read in one pass for each epoch, never held in memory as views.</summary>
internal sealed class DataInput : PairInput
{
    private const int Batch = 1024;
    private readonly PairRequest _request;
    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly IPairSource _pairs;
    private readonly RunFeatureMap? _run;

    private DataInput(PairRequest request, DataSet data, ViewPlan plan, IPairSource pairs, RunFeatureMap? run) =>
        (_request, _data, _plan, _pairs, _run) = (request, data, plan, pairs, run);

    public override string Description => $"{_request.ViewsPerSample} views of {_pairs.Count} samples of {_data.Name}, {_request.Epochs} {(_request.Epochs == 1 ? "time" : "times")}{(_run is null ? "" : $", seen through {_request.Run ?? "an untrained " + _request.Encoder}")}";

    public override int Dim => _run?.Dim ?? _plan.Output.Count;

    public override int Count => _data.Count;

    public override IReadOnlyList<int>? Labels => _data.Labels;

    public override Relation? Relation => null;

    public static new DataInput Open(PairRequest request)
    {
        if (request.ViewsPerSample < 2) throw new RequestException("pairs need at least two views of each sample", $"got --views-per-sample {request.ViewsPerSample}", "give 2 or more");
        if (request.Epochs < 1) throw new RequestException("views must be drawn at least once", $"got --epochs {request.Epochs}", "give 1 or more");
        var folder = request.Run is { } path ? RunFolder.Open(path) : null;
        var config = folder?.ReadConfig();
        var size = request.ImageSize ?? config?.ImageSize;
        var data = DataSets.Open(new DataRequest { Name = request.Data!, DataRoot = request.DataRoot, ImageSize = size, Channels = config?.Channels, LabelsFile = request.Labels });
        try
        {
            var plan = ViewPlan.Named(request.Augment, data, size);
            var run = folder is not null ? RunFeatureMap.Of(RunModel.Load(folder), plan.Output) : request.Encoder is { } spec ? RunFeatureMap.Untrained(spec, request.Seed, plan.Output) : null;
            return new DataInput(request, data, plan, PairSources.Named(request.PairSource, data), run);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public override int Repeats => _request.Epochs;

    public override PairMoments Moments(IFeatureMap map, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        using var sums = new MomentAccumulator(map.Dim, _request.ViewsPerSample, _data.Labels is { } labels ? labels.Max() + 1 : 0);
        foreach (var batch in Batches(progress, cancellation)) Add(sums, map, batch);
        return sums.ToMoments();
    }

    public override IReadOnlyList<PairMoments> Folds(IFeatureMap map, int folds, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        MomentAccumulator[] sums = [.. Enumerable.Range(0, folds).Select(_ => new MomentAccumulator(map.Dim, _request.ViewsPerSample))];
        try
        {
            foreach (var batch in Batches(progress, cancellation))
            {
                var rows = Enumerable.Range(0, batch.Count).ToLookup(r => FoldOf(batch.Indices[r], folds));
                var views = Features(map, batch);
                for (var f = 0; f < folds; f++)
                {
                    if (rows[f].Any()) sums[f].Add([.. views.Select(v => Part(v, map.Dim, rows[f]))]);
                }
            }

            if (sums.Any(s => s.Rows < 2)) throw new RequestException("there are too few samples to hold some out", $"got {_data.Count}", "use more data, or --folds 0");
            return [.. sums.Select(s => s.ToMoments())];
        }
        finally
        {
            foreach (var sum in sums) sum.Dispose();
        }
    }

    /// <remarks>Of ordered pairs of views of all passes; a sample without a label leaves its pairs out.</remarks>
    internal override (double Within, double Chance)? Homophily
    {
        get
        {
            if (_data.Labels is not { } labels) return null;
            var (within, all, isOne, degrees) = (0L, 0L, true, new long[labels.Max() + 1]);
            for (var epoch = 0; epoch < _request.Epochs; epoch++)
            {
                for (var row = 0; row < _pairs.Count; row++)
                {
                    var first = _pairs.SampleOf(row, 0, _request.Seed, epoch);
                    for (var view = 1; view < _request.ViewsPerSample; view++)
                    {
                        var other = _pairs.SampleOf(row, view, _request.Seed, epoch);
                        isOne &= other == first;
                        var (a, b) = (labels[first], labels[other]);
                        if (a < 0 || b < 0) continue;
                        all++;
                        if (a == b) within++;
                        degrees[a]++;
                        degrees[b]++;
                    }
                }
            }

            return all == 0 || isOne ? null : ((double)within / all, degrees.Sum(d => Math.Pow(0.5 * d / all, 2)));
        }
    }

    internal override bool IsStreamed => true;

    internal override void ForEachBlock(Action<int[], Tensor[]> take, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var batch in Batches(progress, cancellation))
        {
            using var scope = new TensorScope();
            take(batch.Indices, [.. Enumerable.Range(0, _request.ViewsPerSample).Select(v => Seen(batch, v))]);
        }
    }

    public override Matrix Landmarks(int? count)
    {
        if (count is null && _data.Count > 5000) throw new RequestException("a kernel on all samples is too large", $"'{_data.Name}' has {_data.Count} samples", "choose landmarks: --kernel rbf:WIDTH,landmarks=1000");
        return Plain(Math.Min(_data.Count, count is { } wanted ? Math.Max(10 * wanted, 1000) : int.MaxValue), rows => rows, _run?.Dim ?? _plan.Output.Count, CancellationToken.None);
    }

    public override Matrix Rows(IReadOnlyList<int> rows, CancellationToken cancellation = default) => Picked(rows, r => r, Dim, cancellation);

    public override Matrix Embed(SpectralEncoder encoder, CancellationToken cancellation = default) => Plain(_data.Count, encoder.Transform, encoder.Dim, cancellation);

    public override PairMoments? EmbeddedMoments(SpectralEncoder encoder) => null;

    protected override void Dispose(bool disposing)
    {
        _run?.Dispose();
        _data.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>All batches of all passes, freed after each; samples in their own order.</summary>
    private IEnumerable<ViewBatch> Batches(Action<long, long>? progress, CancellationToken cancellation)
    {
        using var loader = new ViewLoader(_data, _plan, _pairs, new LoaderOptions
        {
            Batch = Math.Min(Batch, _pairs.Count),
            Views = _request.ViewsPerSample,
            Seed = _request.Seed,
            Workers = _request.Workers,
            Shuffle = false,
            DropLast = false,
        });
        var (done, all) = (0L, (long)_pairs.Count * _request.Epochs);
        for (var epoch = 0; epoch < _request.Epochs; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                cancellation.ThrowIfCancellationRequested();
                using (batch) yield return batch;
                progress?.Invoke(done += batch.Count, all);
            }
        }
    }

    private void Add(MomentAccumulator sums, IFeatureMap map, ViewBatch batch)
    {
        if (_run is null && map is LinearFeatures)
        {
            sums.Add(batch, _data.Labels);
            return;
        }

        sums.Add(Features(map, batch), labels: _data.Labels is null ? default : Array.ConvertAll(batch.Labels, y => (int)y));
    }

    /// <summary>Features of every view, [rows, p] each.</summary>
    private double[][] Features(IFeatureMap map, ViewBatch batch)
    {
        using var scope = new TensorScope();
        var views = new double[_request.ViewsPerSample][];
        for (var v = 0; v < views.Length; v++) views[v] = map.Map(Rows(batch, v)).ToArray<double>();
        return views;
    }

    private static double[] Part(double[] view, int dim, IEnumerable<int> rows)
    {
        var part = new List<double>();
        foreach (var row in rows) part.AddRange(view.AsSpan(row * dim, dim));
        return [.. part];
    }

    /// <summary>Chosen samples of a batch without augmentation, as a feature map takes them.</summary>
    private Tensor Rows(ViewBatch batch, List<int> wanted)
    {
        var d = _plan.Output.Count;
        var chosen = new float[wanted.Count * d];
        var view = batch.View(0);
        for (var i = 0; i < wanted.Count; i++) view.Slice(wanted[i] * d, d).CopyTo(chosen.AsSpan(i * d, d));
        var rows = Tensor.From(chosen, wanted.Count, d);
        return _run?.Map(rows) ?? rows.To(ElementType.Float64);
    }

    /// <summary>A view as rows of the numbers that a feature map takes, [rows, d].</summary>
    private Tensor Rows(ViewBatch batch, int view) => Seen(batch, view).To(ElementType.Float64);

    /// <summary>A view as rows, float32 where no encoder is between.</summary>
    private Tensor Seen(ViewBatch batch, int view)
    {
        var rows = Tensor.FromSpan(batch.View(view), batch.Count, _plan.Output.Count);
        return _run?.Map(rows) ?? rows;
    }

    private Matrix Plain(int count, Func<Tensor, Tensor> map, int dim, CancellationToken cancellation) => Picked([.. Enumerable.Range(0, count)], map, dim, cancellation);

    /// <summary>Samples of ascending numbers without augmentation, passed on in blocks.</summary>
    private Matrix Picked(IReadOnlyList<int> rows, Func<Tensor, Tensor> map, int dim, CancellationToken cancellation)
    {
        var result = new Matrix(rows.Count, dim);
        if (rows.Count == 0) return result;
        using var loader = ViewLoader.InOrder(_data, _plan.ToPlain(), Batch, _request.Workers);
        var (done, first) = (0, 0);
        foreach (var batch in loader.Epoch(0))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            using (batch)
            {
                var wanted = new List<int>();
                while (done + wanted.Count < rows.Count && rows[done + wanted.Count] < first + batch.Count) wanted.Add(rows[done + wanted.Count] - first);
                if (wanted.Count > 0) map(Rows(batch, wanted)).Contiguous().ToArray<double>().CopyTo(result.Values, (long)done * dim);
                (done, first) = (done + wanted.Count, first + batch.Count);
            }

            if (done == rows.Count) break;
        }

        return result;
    }
}
