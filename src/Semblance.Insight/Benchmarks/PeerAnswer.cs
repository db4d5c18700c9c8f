using System.Text.Json.Nodes;

namespace Semblance.Insight.Benchmarks;

/// <summary>What the peer said to one job.</summary>
/// <param name="Values">Its answer by name; empty when it could not do the job.</param>
/// <param name="Reason">Why it could not; null when it could.</param>
internal sealed record PeerAnswer(JsonObject Values, string? Reason)
{
    internal Timing? Timing => Number("seconds") is { } seconds ? new Timing(seconds, Number("processor")) : null;

    internal double? Number(string name) => (double?)Values[name];

    internal static PeerAnswer Of(JsonObject? reply)
    {
        var reason = reply is null ? "the peer ended without an answer"
            : (string?)reply["missing"] is { } package ? $"the peer's Python has no package {package}"
            : (string?)reply["failed"] is { } failure ? $"the peer failed: {failure}"
            : null;
        return new PeerAnswer(reason is null ? reply! : [], reason);
    }
}
