using Semblance.Objectives;
using Semblance.Pairs;
using Semblance.Pairs.Neighbours;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>How cost grows with batch, dimension, image size, data size and threads: the exponent between neighbouring sizes, 1 where cost is proportional.</summary>
internal sealed class Scaling : Benchmark
{
    public override string Name => "scaling";

    public override string Group => "scaling";

    public override string What => "how cost grows with batch, dimension, image size, data size and threads";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        var largest = context.Options.IsQuick ? 1 : 2;
        int[] batches = [.. new[] { 512, 1024, 2048, 4096 }[..(2 * largest)]], dims = [.. new[] { 1024, 2048, 4096, 8192 }[..(2 * largest)]];
        foreach (var method in new[] { "simclr", "vicreg", "barlow-twins", "spectral" })
        {
            foreach (var figure in Series(context, $"{method} by batch, d=128", batches, n => Loss(context, method, n, 128))) yield return figure;
        }

        foreach (var method in new[] { "vicreg", "barlow-twins", "spectral" })
        {
            foreach (var figure in Series(context, $"{method} by dimension, n=256", dims, d => Loss(context, method, 256, d))) yield return figure;
        }

        foreach (var figure in Series(context, "view by image size, from 500x400", [32, 64, 128, 224], size => View(context, size))) yield return figure;
        int[] rows = context.Options.IsQuick ? [6_000, 12_000] : [7_500, 15_000, 30_000, 60_000];
        foreach (var figure in Series(context, "k-NN by rows of the index, 10,000 queries", rows, n => Neighbours(context, n))) yield return figure;
        foreach (var figure in Series(context, "logistic probe by rows", rows, n => Logistic(context, n))) yield return figure;
        var before = Runtime.Threads;
        int[] threads = [.. new[] { 1, 2, 4, 8 }.Where(t => t <= Math.Max(2, Environment.ProcessorCount))];
        foreach (var figure in Series(context, "vicreg n=256 d=8192 by threads", threads, t => WithThreads(context, t))) yield return figure;
        Runtime.Threads = before;
    }

    private IEnumerable<BenchmarkFigure> Series(BenchmarkContext context, string what, int[] sizes, Func<int, Func<Timing>> make)
    {
        (int Size, double Value)? last = null;
        foreach (var size in sizes)
        {
            var measure = make(size);
            measure();
            var figure = context.Pair(new BenchmarkFigure { Name = $"scaling/{what}", What = $"{what}: {size}", Unit = "ms" }, 1e3, measure, null, null, 3).Figure;
            var details = new Dictionary<string, double> { ["size"] = size };
            if (last is { } before) details["exponent"] = Math.Log(figure.Value!.Value / before.Value) / Math.Log((double)size / before.Size);
            last = (size, figure.Value!.Value);
            yield return figure with { Details = details };
        }
    }

    private static Func<Timing> Loss(BenchmarkContext context, string method, int rows, int dim) => () =>
    {
        context.Stop.ThrowIfCancellationRequested();
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        Tensor[] views = [Tensor.RandomNormal(rng, [rows, dim]), Tensor.RandomNormal(rng, [rows, dim])];
        foreach (var view in views) view.RequiresGradient = true;
        using var objective = Methods.Create(method, [], new ObjectiveContext(dim, 0, null));
        LossCost.Step(objective, views);
        return Timing.Of(() => LossCost.Step(objective, views), Timing.TimesOf(() => LossCost.Step(objective, views), 0.1));
    };

    private static Func<Timing> View(BenchmarkContext context, int size) => () =>
    {
        context.Stop.ThrowIfCancellationRequested();
        using var data = new RandomPictures(new SampleShape(3, 500, 400), 64);
        using var loader = ViewCost.Loader(data, size);
        Timing.Warm(() => ViewCost.Epochs(loader, 1), 0.5);
        return ViewCost.OfView(Timing.Of(() => ViewCost.Epochs(loader, 4)), 2 * 64 * 4);
    };

    private static Func<Timing> Neighbours(BenchmarkContext context, int rows)
    {
        var features = BenchmarkFeatures.Of(context, rows);
        var queries = BenchmarkFeatures.Of(context, 60_000).Test;
        return () => Timing.Of(() => NearestNeighbours.Search(features.Train.Values, queries.Values, BenchmarkFeatures.Dim, 20, Metric.Cosine));
    }

    private static Func<Timing> Logistic(BenchmarkContext context, int rows)
    {
        var features = BenchmarkFeatures.Of(context, rows);
        return () =>
        {
            using var scope = new TensorScope();
            var tensor = features.Train.ToTensor();
            return Timing.Of(() => LogisticCost.Fit(features, tensor, 1.0 / rows));
        };
    }

    private static Func<Timing> WithThreads(BenchmarkContext context, int threads)
    {
        var measure = Loss(context, "vicreg", 256, 8192);
        return () =>
        {
            Runtime.Threads = threads;
            return measure();
        };
    }
}
