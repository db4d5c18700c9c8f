using Semblance.Files;

namespace Semblance.Insight.Benchmarks;

/// <summary>What a benchmark may use: the peer, a folder, and the way figures are made of measurements taken in turn.</summary>
internal sealed class BenchmarkContext : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-bench-").FullName;

    internal BenchmarkContext(BenchmarkOptions options, CancellationToken stop)
    {
        (Options, Stop) = (options, stop);
        Peer = Peer.Start(options);
    }

    internal BenchmarkOptions Options { get; }

    internal CancellationToken Stop { get; }

    internal Peer Peer { get; }

    internal int Repeats => Options.Repeats ?? (Options.IsQuick ? 3 : 5);

    public void Dispose()
    {
        Peer.Dispose();
        Directory.Delete(_folder, true);
    }

    internal string Path(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>Writes an array for the peer and gives its path.</summary>
    internal string Write<T>(string name, ReadOnlySpan<T> values, params long[] shape)
        where T : unmanaged
    {
        Npy.Write(Path(name), values, shape);
        return Path(name);
    }

    /// <summary>Measures both sides in turn and makes a figure of it.</summary>
    /// <param name="figure">Name, unit and target.</param>
    /// <param name="scale">What seconds are multiplied by.</param>
    /// <param name="ours">One measurement of ours.</param>
    /// <param name="job">The peer's job; null when there is none.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="repeats">Measurements of each; null for the usual number.</param>
    internal (BenchmarkFigure Figure, PeerAnswer? Last) Pair(BenchmarkFigure figure, double scale, Func<Timing> ours, string? job, object? arguments, int? repeats = null)
    {
        List<Timing> mine = [], theirs = [];
        PeerAnswer? answer = null;
        for (var k = 0; k < (repeats ?? Repeats); k++)
        {
            Stop.ThrowIfCancellationRequested();
            mine.Add(ours());
            if (job is null || Peer.Reason is not null || answer is { Reason: not null }) continue;
            answer = Peer.Ask(job, arguments!);
            if (answer.Timing is { } timing) theirs.Add(timing);
        }

        return (With(figure, scale, mine, theirs) with { Note = job is null ? figure.Note : Peer.Reason ?? answer?.Reason ?? figure.Note }, answer);
    }

    private BenchmarkFigure With(BenchmarkFigure figure, double scale, List<Timing> mine, List<Timing> theirs)
    {
        var isProcessor = Options.UsesProcessorTime;
        double[] values = [.. mine.Select(t => t.Value(isProcessor))], peers = [.. theirs.Select(t => t.Value(isProcessor))];
        var both = mine.Zip(theirs).ToList();
        return figure with
        {
            Value = Median(values) * scale,
            Values = [.. values.Select(v => v * scale)],
            PeerValue = Median(peers) * scale,
            PeerValues = [.. peers.Select(v => v * scale)],
            Ratio = Median(peers.Zip(values, (p, v) => p / v)),
            ProcessorRatio = Median(both.Where(b => b.First.Processor > 0 && b.Second.Processor > 0).Select(b => b.Second.Processor!.Value / b.First.Processor!.Value)),
        };
    }

    internal static double? Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
