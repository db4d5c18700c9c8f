using System.Diagnostics;
using Semblance.Errors;

namespace Semblance.Insight.Benchmarks;

/// <summary>All benchmarks by name, and a run of some of them.</summary>
public static class BenchmarkRunner
{
    private const string Scaling = "scaling";

    /// <summary>All benchmarks, in the order of the documentation.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new ViewCost("view-32", 32, 32, 32, 50), new ViewCost("view-224", 500, 400, 224, 30),
        new LossCost("vicreg", "vicreg", 256, 8192, 20), new LossCost("barlow-twins", "barlow-twins", 256, 8192, 14),
        new LossCost("nt-xent", "simclr", 4096, 128, 4), new LossCost("spectral", "spectral", 4096, 128, 20),
        new NeighbourCost(), new LogisticCost(), new ClusterCost(),
        new TrainingRate("train-narrow", 0.25, 256, 8, 8, 1), new TrainingRate("train-wide", 1, 128, 3, 1.2, null),
        new ConvolutionShare(), new StartTime(), new HelpTime(), new Scaling(),
    ];

    /// <summary>The benchmarks of some words: names, groups, or <c>all</c>; those of how cost grows only when named.</summary>
    /// <param name="words">The words; none stands for all.</param>
    /// <exception cref="RequestException">A word is neither.</exception>
    public static IReadOnlyList<Benchmark> Named(IReadOnlyList<string> words)
    {
        if (words.Count == 0) return Named(["all"]);
        List<Benchmark> chosen = [];
        foreach (var word in words)
        {
            var found = All.Where(b => b.Name == word || b.Group == word || (word == "all" && b.Group != Scaling)).ToList();
            if (found.Count == 0) throw Suggestion.Unknown("benchmark", word, [.. All.Select(b => b.Name), .. All.Select(b => b.Group).Distinct().Where(g => g != Scaling), "all"]);
            chosen.AddRange(found.Except(chosen));
        }

        return chosen;
    }

    /// <summary>Runs benchmarks one after the other.</summary>
    /// <param name="benchmarks">Which.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the number of benchmarks done and the name of the next; null for nobody.</param>
    /// <param name="stop">Ends the run before the next measurement.</param>
    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    public static BenchmarkReport Run(IReadOnlyList<Benchmark> benchmarks, BenchmarkOptions options, Action<int, string>? progress = null, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        using var context = new BenchmarkContext(options, stop);
        var machine = BenchmarkMachine.Here(context.Peer);
        List<BenchmarkFigure> figures = [];
        for (var k = 0; k < benchmarks.Count; k++)
        {
            progress?.Invoke(k, benchmarks[k].Name);
            foreach (var figure in benchmarks[k].Run(context)) figures.Add(figure);
        }

        return new BenchmarkReport(machine, options.UsesProcessorTime ? "processor" : "wall", options.IsQuick, figures, watch.Elapsed.TotalSeconds);
    }
}
