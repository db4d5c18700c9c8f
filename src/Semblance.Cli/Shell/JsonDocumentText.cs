using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Semblance.Cli.Shell;

/// <summary>Documents as JSON text: names in snake_case, invariant numbers, and null with a reason beside it where a number is not finite.</summary>
internal static class JsonDocumentText
{
    private const string Mark = "\u0001not-finite:";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new FiniteDouble(), new FiniteSingle(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>A document as a node, for those that are put together from others.</summary>
    public static JsonObject Node(object document) => JsonSerializer.SerializeToNode(document, document.GetType(), Format)!.AsObject();

    public static string Of(object document)
    {
        var root = Node(document);
        Explain(root);
        return root.ToJsonString(Format);
    }

    private static string Reason(double value) => double.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";

    /// <summary>Replaces marked values by null; returns the reason of the last one that stands in an array, for its named parent.</summary>
    private static string? Explain(JsonNode? node)
    {
        string? inArray = null;
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToList())
            {
                var reason = Marked(value) ?? Explain(value);
                if (Marked(value) is not null) map[name] = null;
                if (reason is not null) map[name + "_reason"] = reason;
            }
        }
        else if (node is JsonArray list)
        {
            for (var k = 0; k < list.Count; k++)
            {
                inArray = Marked(list[k]) ?? Explain(list[k]) ?? inArray;
                if (Marked(list[k]) is not null) list[k] = null;
            }
        }

        return inArray;
    }

    private static string? Marked(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var text && text.StartsWith(Mark, StringComparison.Ordinal)
            ? text[Mark.Length..]
            : null;

    private sealed class FiniteDouble : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteStringValue(Mark + Reason(value));
        }
    }

    private sealed class FiniteSingle : JsonConverter<float>
    {
        public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetSingle();

        public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
        {
            if (float.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteStringValue(Mark + Reason(value));
        }
    }
}
