using System.Text.Json.Nodes;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Report;

/// <summary>Name of the run, what it was, and the numbers most asked for.</summary>
internal static class Heading
{
    internal static string Html(RunFolder folder, TrainConfig config, JsonObject? evaluation)
    {
        var epochs = folder.ReadEpochs();
        var last = epochs.Count > 0 ? epochs[^1] : null;
        var environment = folder.ReadEnvironment();
        var numbers = new List<(string Value, string Meaning)>();
        Add(numbers, Percent(evaluation?["linear"]?["accuracy"]), "linear probe, test");
        Add(numbers, Percent(evaluation?["knn"]?["accuracy"]), "k-NN, test");
        if (last?.RankMe is { } rank) numbers.Add((Page.Number(rank, "F1"), "effective rank (RankMe)"));
        if (last is not null) numbers.Add((Page.Number(epochs.Average(e => e.ImagesPerSecond), "N0"), "images/s in training"));
        numbers.Add((Page.Number(epochs.Count, "0"), "epochs"));
        return $"""
            <h1>{Page.Text(folder.Name)}</h1>
            <p>{Page.Text(config.Method)} on {Page.Text(config.Data)}, encoder <code>{Page.Text(config.Encoder)}</code>, augmentation <code>{Page.Text(config.Augment)}</code>,
            batch {config.Batch}, seed {config.Seed}. {Page.Text((string?)environment["processor"] ?? "")}, {environment["threads"]} threads, {Page.Text((string?)environment["engine"] ?? "")}.</p>
            <div class="numbers">{string.Concat(numbers.Select(n => $"<div><b>{n.Value}</b><span>{n.Meaning}</span></div>"))}</div>
            """;
    }

    private static string? Percent(JsonNode? share) => share is null ? null : Page.Number(100 * (double)share, "F1") + "%";

    private static void Add(List<(string Value, string Meaning)> numbers, string? value, string meaning)
    {
        if (value is not null) numbers.Add((value, meaning));
    }
}
