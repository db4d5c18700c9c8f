using Semblance.Pairs;

namespace Semblance.Insight.Benchmarks;

/// <summary>One SimCLR view of a picture in memory, drawing, normalising and ordering included, one thread; beside torchvision on PIL images.</summary>
internal sealed class ViewCost(string name, int height, int width, int size, double target) : Benchmark
{
    public override string Name => name;

    public override string Group => "views";

    public override string What => FormattableString.Invariant($"one SimCLR view, {size} px from {width}x{height}x3{(size < 64 ? "" : ", blur included")}, one thread");

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        var images = size < 64 ? 512 : 64;
        using var data = new RandomPictures(new SampleShape(3, height, width), images);
        using var loader = Loader(data, size);
        Timing.Warm(() => Epochs(loader, 1), context.Options.IsQuick ? 0.5 : 1.5);
        var epochs = Timing.TimesOf(() => Epochs(loader, 1), 0.2);
        var figure = new BenchmarkFigure { Name = Name, What = What, Unit = "us", Peer = "torchvision on PIL", Target = BenchmarkTarget.Ratio(target) };
        yield return context.Pair(figure, 1e6, () => OfView(Timing.Of(() => Epochs(loader, epochs)), 2.0 * images * epochs), "views.view", new { height, width, size, images }).Figure.Judged(true);
    }

    /// <summary>A loader of SimCLR views on one thread.</summary>
    internal static ViewLoader Loader(DataSet data, int size) => new(data, ViewPlan.Named("simclr", data, size), PairSources.Augmentation(data), new LoaderOptions
    {
        Batch = Math.Min(64, data.Count),
        QueueDepth = 2,
        ChannelsLast = true,
    });

    internal static void Epochs(ViewLoader loader, int count)
    {
        for (var epoch = 0; epoch < count; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch)) batch.Dispose();
        }
    }

    internal static Timing OfView(Timing timing, double views) => new(timing.Seconds / views, timing.Processor / views);
}
