using System.Text.Json;
using System.Text.Json.Serialization;
using Semblance.Files;
using Semblance.Training.Runs;

namespace Semblance.Insight.Audit;

/// <summary>Audits as JSON, and <c>audit.json</c> in a run folder: the last audit of the run, for the report to show.</summary>
public static class AuditJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes it atomically.</summary>
    /// <exception cref="Errors.RunException">The folder cannot be written.</exception>
    public static void Write(RunFolder folder, AuditReport report) => AtomicFile.WriteText(Place(folder), JsonSerializer.Serialize(report, Format));

    /// <summary>Reads it; null when the run was never audited.</summary>
    public static AuditReport? TryRead(RunFolder folder) => File.Exists(Place(folder)) ? JsonSerializer.Deserialize<AuditReport>(File.ReadAllText(Place(folder)), Format) : null;

    private static string Place(RunFolder folder) => Path.Combine(folder.Path, "audit.json");
}
