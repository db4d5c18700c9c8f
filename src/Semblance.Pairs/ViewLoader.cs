using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Loading;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs;

/// <summary>Makes batches of views on threads of its own, ahead of whoever takes them.</summary>
/// <remarks>
/// A view depends only on (seed, epoch, row, view) and the plan, the order on (seed, epoch): neither the number of threads nor their timing
/// changes a batch.
/// </remarks>
public sealed class ViewLoader : IDisposable
{
    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly IPairSource _pairs;
    private readonly LoaderOptions _options;
    private readonly BufferPool _pool;
    private EpochRun? _current;
    private double _waited;

    /// <summary>A loader; threads start with <see cref="Epoch"/>.</summary>
    /// <param name="data">The data set; stays the caller's.</param>
    /// <param name="plan">How views are made; its input must be the data's shape.</param>
    /// <param name="pairs">Which samples belong together.</param>
    /// <param name="options">Batch, views, seed and threads.</param>
    /// <exception cref="RequestException">An option out of range, a plan for another shape, a batch larger than the data.</exception>
    public ViewLoader(DataSet data, ViewPlan plan, IPairSource pairs, LoaderOptions options)
    {
        OptionSet.Validate(options, "the loader");
        if (plan.Input != data.Shape)
        {
            throw new RequestException(
                "the plan of views is for other data", $"plan for {plan.Input}, '{data.Name}' holds {data.Shape}", "make the plan for this data set");
        }

        if (options.DropLast && options.Batch > pairs.Count)
        {
            throw new RequestException(
                "the batch is larger than the data",
                $"batch {options.Batch}, '{data.Name}' has {pairs.Count} {(pairs.Name == "list" ? "pairs" : "samples")}",
                $"give a batch of at most {pairs.Count}");
        }

        (_data, _plan, _pairs, _options) = (data, plan, pairs, options);
        _pool = new BufferPool(options.Views, Math.Min(options.Batch, Math.Max(1, pairs.Count)) * plan.Output.Count);
    }

    /// <summary>Batches in one epoch.</summary>
    public int BatchesPerEpoch => _options.DropLast
        ? _pairs.Count / _options.Batch
        : (_pairs.Count + _options.Batch - 1) / _options.Batch;

    /// <summary>Seconds the consumer has waited for batches since this loader was made.</summary>
    public double WaitSeconds => _waited + (_current?.WaitSeconds ?? 0);

    internal int BuffersMade => _pool.Made;

    /// <summary>A loader for embedding a whole data set: one view of each sample in index order, the last batch as large as it comes.</summary>
    /// <param name="data">The data set; stays the caller's.</param>
    /// <param name="plan">How the view is made, usually <see cref="ViewPlan.Plain(DataSet, int?)"/>.</param>
    /// <param name="batch">Rows in a batch, at least 1; may be larger than the data.</param>
    /// <param name="workers">Threads, at least 1. Default 1.</param>
    /// <param name="channelsLast">Whether views are [batch, height, width, channels]. Default false.</param>
    public static ViewLoader InOrder(DataSet data, ViewPlan plan, int batch, int workers = 1, bool channelsLast = false) =>
        new(data, plan, PairSources.Augmentation(data), new LoaderOptions
        {
            Batch = batch,
            Views = 1,
            Workers = workers,
            Shuffle = false,
            DropLast = false,
            ChannelsLast = channelsLast,
        });

    /// <summary>The batches of an epoch in order. Ending the enumeration early stops the threads.</summary>
    /// <param name="epoch">The epoch, from 0; gives order and draws.</param>
    /// <param name="skipBatches">Batches left out at the start, as when a run goes on in the middle of an epoch. Default 0.</param>
    /// <exception cref="RunException">The data could not be read.</exception>
    /// <exception cref="InvalidOperationException">Another epoch of this loader is still being enumerated.</exception>
    public IEnumerable<ViewBatch> Epoch(int epoch, int skipBatches = 0)
    {
        if (_current is not null) throw new InvalidOperationException("One epoch of a loader at a time: end the enumeration before first.");
        var order = _options.Shuffle ? Permutation.Of(_pairs.Count, _options.Seed, epoch) : Permutation.InOrder(_pairs.Count);
        try
        {
            _current = Start(epoch, skipBatches, order);
            for (var number = skipBatches; number < BatchesPerEpoch; number++) yield return _current.Take();
        }
        finally
        {
            Stop();
        }
    }

    /// <summary>Stops the threads.</summary>
    public void Dispose() => Stop();

    private EpochRun Start(int epoch, int skipBatches, int[] order)
    {
        var fills = Enumerable.Range(0, _options.Workers).Select(_ => Fill(new ViewMaker(_data, _plan, _pairs, _options), epoch, order));
        return new EpochRun(skipBatches, BatchesPerEpoch, _options.QueueDepth, Create, [.. fills]);
    }

    private ViewBatch Create(int number) =>
        new(_pool, _plan, Math.Min(_options.Batch, _pairs.Count - number * _options.Batch), _options.Views);

    private Action<int, ViewBatch, int, int> Fill(ViewMaker maker, int epoch, int[] order) => (number, batch, from, end) =>
    {
        for (var row = from; row < end; row++) maker.Make(batch, row, order[number * _options.Batch + row], epoch);
    };

    private void Stop()
    {
        if (_current is not { } run) return;
        run.Dispose();
        _waited += run.WaitSeconds;
        _current = null;
    }
}
