using System.Text.Json;
using System.Text.Json.Nodes;
using Semblance.Files;
using Semblance.Training.Runs;

namespace Semblance.Insight.Report;

/// <summary><c>evaluation.json</c> in a run folder: what the last evaluation of the run gave, for the report to show.</summary>
public static class EvaluationFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes it atomically.</summary>
    /// <exception cref="Errors.RunException">The folder cannot be written.</exception>
    public static void Write(RunFolder folder, JsonObject evaluation) => AtomicFile.WriteText(Place(folder), evaluation.ToJsonString(Indented));

    /// <summary>Reads it; null when the run was never evaluated.</summary>
    public static JsonObject? TryRead(RunFolder folder) => File.Exists(Place(folder)) ? JsonNode.Parse(File.ReadAllText(Place(folder)))!.AsObject() : null;

    private static string Place(RunFolder folder) => Path.Combine(folder.Path, "evaluation.json");
}
