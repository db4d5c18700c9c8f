using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Semblance.Training.Monitor;

namespace Semblance.Training.Runs;

/// <summary>The JSON of run folders. Numbers that are not finite become null: JSON has no NaN.</summary>
public static class RunJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
    };

    /// <summary>One epoch as JSON, with the keys of the command line's contract.</summary>
    /// <param name="epoch">The record.</param>
    /// <param name="timings">Whether to add <c>images_per_s</c> and <c>data_wait</c>, which differ from run to run.</param>
    public static JsonObject Record(EpochRecord epoch, bool timings)
    {
        var json = new JsonObject
        {
            ["epoch"] = epoch.Epoch,
            ["step"] = epoch.Step,
            ["loss"] = Number(epoch.Loss),
            ["terms"] = new JsonObject(epoch.Terms.Select(t => KeyValuePair.Create(t.Key, Number(t.Value)))),
            ["learning_rate"] = Number(epoch.LearningRate),
            ["knn"] = Number(epoch.Knn),
            ["rankme"] = Number(epoch.RankMe),
            ["embedding_rankme"] = Number(epoch.EmbeddingRankMe),
        };
        if (epoch.Monitor is not null) json["monitor"] = MonitorJson.Write(epoch.Monitor);
        if (epoch.Notes.Count > 0) json["notes"] = new JsonArray([.. epoch.Notes.Select(n => (JsonNode)n)]);
        if (!timings) return json;
        json["images_per_s"] = Number(Math.Round(epoch.ImagesPerSecond, 2));
        json["data_wait"] = Number(Math.Round(epoch.DataWait, 4));
        return json;
    }

    internal static string Word(RunStatus status) => status.ToString().ToLowerInvariant();

    internal static string Metrics(IReadOnlyList<EpochRecord> epochs, MonitorRecord? start = null)
    {
        var json = new JsonObject { ["epochs"] = new JsonArray([.. epochs.Select(e => (JsonNode)Record(e, timings: false))]) };
        if (start is not null) json["start"] = MonitorJson.Write(start);
        return json.ToJsonString(Options);
    }

    /// <summary>The monitor's look before training; null when there was none.</summary>
    internal static MonitorRecord? Start(string metrics) => MonitorJson.Read(JsonNode.Parse(metrics)!["start"]);

    internal static IReadOnlyList<EpochRecord> Epochs(string metrics, string? timings)
    {
        var rates = (timings ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(','))
            .ToDictionary(p => int.Parse(p[0], CultureInfo.InvariantCulture), p => (Rate: Parse(p[1]), Wait: Parse(p[2])));
        return [.. JsonNode.Parse(metrics)!["epochs"]!.AsArray().Select(node =>
        {
            var e = node!.AsObject();
            var rate = rates.GetValueOrDefault((int)e["epoch"]!);
            return new EpochRecord(
                (int)e["epoch"]!, (int)e["step"]!, (double?)e["loss"] ?? double.NaN,
                e["terms"]!.AsObject().ToDictionary(t => t.Key, t => (double?)t.Value ?? double.NaN),
                (double)e["learning_rate"]!, (double?)e["knn"], (double?)e["rankme"], (double?)e["embedding_rankme"], rate.Rate, rate.Wait)
            {
                Monitor = MonitorJson.Read(e["monitor"]),
                Notes = e["notes"] is JsonArray notes ? [.. notes.Select(n => (string)n!)] : [],
            };
        })];
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static JsonNode? Number(double? value) => value is { } v && double.IsFinite(v) ? JsonValue.Create(v) : null;
}
