using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Other features of the probed rows, in the coordinates that heads read.</summary>
/// <param name="Name">baseline, inputs, supervised or representation.</param>
/// <param name="Clean">What was left out of them.</param>
/// <param name="Space">Their principal directions.</param>
/// <param name="Coordinates">Truncated coordinates, [rows, kept].</param>
internal sealed record AuditReference(string Name, CleanFeatures Clean, ProbeSpace Space, FeatureSet Coordinates)
{
    internal const string Baseline = "baseline", Inputs = "inputs", Supervised = "supervised", Representation = "representation", Embedding = "embedding";

    /// <summary>What a reference is called in a sentence, after "the".</summary>
    internal static string Word(string name) => name switch { Inputs => "raw input", Supervised => "supervised reference", _ => name };

    /// <summary>False for the layer after the audited one, which is only shown.</summary>
    internal static bool IsStandard(string name) => name != Embedding;

    internal static AuditReference Of(string name, FeatureSet features, AuditOptions options)
    {
        var clean = CleanFeatures.Of(features);
        var space = ProbeSpace.Of(clean.Features, options.Truncate, options.Seed);
        return new AuditReference(name, clean, space, space.Truncated(clean.Features));
    }

    /// <summary>The truncated coordinates of other features of the same encoder.</summary>
    internal FeatureSet Map(FeatureSet others) => Space.Truncated(Clean.Same(others));
}
