using BenchmarkDotNet.Attributes;
using Semblance.Insight.Benchmarks;
using Semblance.Pairs;

namespace Semblance.Micro;

/// <summary>An epoch of 64 pictures in two views, on the loader's one thread.</summary>
public class ViewBenchmarks
{
    private RandomPictures? _data;
    private ViewLoader? _loader;
    private int _epoch;

    /// <summary>Preset and size of the views.</summary>
    [Params("simclr:32", "simclr:224", "barlow:224", "none:32")]
    public string Plan { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        var parts = Plan.Split(':');
        var size = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        _data = new RandomPictures(size < 64 ? new SampleShape(3, 32, 32) : new SampleShape(3, 500, 400), 64);
        _loader = new ViewLoader(_data, ViewPlan.Named(parts[0], _data, size), PairSources.Augmentation(_data), new LoaderOptions { Batch = 64, QueueDepth = 2, ChannelsLast = true });
    }

    [GlobalCleanup]
    public void Close()
    {
        _loader!.Dispose();
        _data!.Dispose();
    }

    [Benchmark(OperationsPerInvoke = 128)]
    public void OneView()
    {
        foreach (var batch in _loader!.Epoch(_epoch++)) batch.Dispose();
    }
}
