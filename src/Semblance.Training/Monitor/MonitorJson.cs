using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Semblance.Training.Monitor;

/// <summary>The monitor's looks in <c>metrics.json</c>. Numbers come back as the same bits.</summary>
internal static class MonitorJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<MonitorVerdict>(JsonNamingPolicy.KebabCaseLower), new JsonStringEnumConverter<MonitorCause>(JsonNamingPolicy.KebabCaseLower) },
    };

    internal static JsonNode? Write(MonitorRecord? record) => record is null ? null : JsonSerializer.SerializeToNode(record, Options);

    internal static MonitorRecord? Read(JsonNode? json) => json.Deserialize<MonitorRecord>(Options);
}
