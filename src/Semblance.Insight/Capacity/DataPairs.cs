using Semblance.Insight.Pairing;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Loop;
using Semblance.Training.Runs;

namespace Semblance.Insight.Capacity;

/// <summary>Pairs of a data set: augmented views, samples of one class, a list, or its own.</summary>
internal sealed class DataPairs : CapacityInput
{
    private readonly PairRequest _request;
    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly IPairSource _pairs;
    private readonly int[] _learnt, _held;

    private DataPairs(PairRequest request, DataSet data, ViewPlan plan, IPairSource pairs)
    {
        (_request, _data, _plan, _pairs) = (request, data, plan, pairs);
        (_learnt, _held) = (PartOf(pairs.Count, false), PartOf(pairs.Count, true));
    }

    internal override string Description => $"pairs ({_pairs.Name}{(_pairs.Name == "augmentation" ? $", {_request.Augment}" : "")}) of {_pairs.Count} samples of {_data.Name}";

    internal override SampleShape Shape => _plan.Output;

    internal override int Classes => _data.Labels is { } labels ? labels.Max() + 1 : 0;

    internal static new DataPairs Open(PairRequest request)
    {
        var config = request.Run is { } path ? RunFolder.Open(path).ReadConfig() : null;
        var size = request.ImageSize ?? config?.ImageSize;
        var data = DataSets.Open(new DataRequest { Name = request.Data!, DataRoot = request.DataRoot, ImageSize = size, Channels = config?.Channels, LabelsFile = request.Labels });
        try
        {
            return new DataPairs(request, data, ViewPlan.Named(request.Augment, data, size), PairSources.Named(request.PairSource, data));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    internal override int Count(bool heldOut) => heldOut ? _held.Length : _learnt.Length;

    internal override IEnumerable<PairChunk> Chunks(bool heldOut, int batch, int epoch, bool isShuffled)
    {
        var rows = heldOut ? _held : _learnt;
        using var loader = new ViewLoader(_data, _plan, new Part(_pairs, rows), new LoaderOptions
        {
            Batch = Math.Min(batch, rows.Length),
            Views = 2,
            Seed = _request.Seed,
            Workers = _request.Workers,
            Shuffle = isShuffled,
            DropLast = isShuffled,
            ChannelsLast = true,
        });
        foreach (var drawn in loader.Epoch(epoch))
        {
            using (drawn) yield return new PairChunk(() => SampleTensors.Of(drawn, 2, _plan.Output, Device.Cpu), drawn.Count, Array.ConvertAll(drawn.Labels, y => (int)y));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _data.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Some rows of a pair source.</summary>
    private sealed class Part(IPairSource inner, int[] rows) : IPairSource
    {
        public string Name => inner.Name;

        public int Count => rows.Length;

        public int SampleOf(int row, int view, long seed, int epoch) => inner.SampleOf(rows[row], view, seed, epoch);
    }
}
