using System.Globalization;
using System.Text.Json.Nodes;
using Semblance.Training.Monitor;
using Semblance.Training.Runs;

namespace Semblance.Training.Loop;

/// <summary>How far a run is: finished epochs, and sums over the batches of the one it is in.</summary>
internal sealed class Progress
{
    private readonly SortedDictionary<string, double> _termSums = new(StringComparer.Ordinal);
    private readonly List<string> _termOrder = [];
    private double _lossSum;
    private double _seconds;
    private double _waited;

    internal List<EpochRecord> Epochs { get; } = [];

    /// <summary>The monitor's look before training; null when it is off.</summary>
    internal MonitorRecord? Start { get; set; }

    /// <summary>All looks of the monitor so far.</summary>
    internal IReadOnlyList<MonitorRecord> Looks => [.. Epochs.Select(e => e.Monitor).Prepend(Start).OfType<MonitorRecord>()];

    /// <summary>Optimiser steps done in all.</summary>
    internal int Step { get; private set; }

    /// <summary>Batches done of the current epoch.</summary>
    internal int Batches { get; private set; }

    internal double MeanLoss => _lossSum / Batches;

    internal double Seconds => _seconds;

    internal double DataWait => _seconds > 0 ? _waited / _seconds : 0;

    internal void Add(double loss, IEnumerable<KeyValuePair<string, double>> terms, double seconds, double waited)
    {
        Step++;
        Batches++;
        _lossSum += loss;
        _seconds += seconds;
        _waited += waited;
        foreach (var (name, value) in terms)
        {
            if (!_termSums.ContainsKey(name)) _termOrder.Add(name);
            _termSums[name] = _termSums.GetValueOrDefault(name) + value;
        }
    }

    internal EpochRecord EndEpoch(int batch, double learningRate, OnlineScores scores, MonitorRecord? monitor = null, Func<IReadOnlyDictionary<string, double>, IReadOnlyList<string>>? review = null)
    {
        var terms = _termOrder.ToDictionary(t => t, t => _termSums[t] / Batches);
        var record = new EpochRecord(
            Epochs.Count + 1, Step, MeanLoss, terms, learningRate, scores.Knn, scores.RankMe, scores.EmbeddingRankMe, Batches * batch / Math.Max(_seconds, 1e-9), DataWait)
        {
            Monitor = monitor,
            Notes = review?.Invoke(terms) ?? [],
        };
        Epochs.Add(record);
        (_lossSum, _seconds, _waited, Batches) = (0, 0, 0, 0);
        _termSums.Clear();
        _termOrder.Clear();
        return record;
    }

    internal Dictionary<string, string> ToMetadata() => new()
    {
        ["step"] = Step.ToString(CultureInfo.InvariantCulture),
        ["batches"] = Batches.ToString(CultureInfo.InvariantCulture),
        ["sums"] = new JsonObject
        {
            ["loss"] = _lossSum,
            ["seconds"] = _seconds,
            ["waited"] = _waited,
            ["terms"] = new JsonArray([.. _termOrder.Select(t => new JsonArray(t, _termSums[t]))]),
        }.ToJsonString(),
        ["metrics"] = RunJson.Metrics(Epochs, Start),
        ["timings"] = RunCsv.Timings(Epochs),
    };

    internal static Progress FromMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        var progress = new Progress
        {
            Step = int.Parse(metadata["step"], CultureInfo.InvariantCulture),
            Batches = int.Parse(metadata["batches"], CultureInfo.InvariantCulture),
        };
        var sums = JsonNode.Parse(metadata["sums"])!;
        progress._lossSum = (double)sums["loss"]!;
        progress._seconds = (double)sums["seconds"]!;
        progress._waited = (double)sums["waited"]!;
        foreach (var term in sums["terms"]!.AsArray())
        {
            progress._termOrder.Add((string)term![0]!);
            progress._termSums[(string)term[0]!] = (double)term[1]!;
        }

        progress.Start = RunJson.Start(metadata["metrics"]);
        progress.Epochs.AddRange(RunJson.Epochs(metadata["metrics"], metadata["timings"]));
        return progress;
    }
}
