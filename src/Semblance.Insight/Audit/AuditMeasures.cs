using Semblance.Insight.Features;

namespace Semblance.Insight.Audit;

/// <summary>Everything measured, before anything is judged.</summary>
internal sealed record AuditMeasures
{
    internal required AuditInput Input { get; init; }

    internal required AuditOptions Options { get; init; }

    internal required CleanFeatures Clean { get; init; }

    internal required SpectrumMeasure Spectrum { get; init; }

    /// <summary>Class of each row, 0-based; null without labels.</summary>
    internal required int[]? Classes { get; init; }

    internal required int ClassCount { get; init; }

    /// <summary>Scatter of the classes over all rows; null without labels.</summary>
    internal required Scatter? ClassScatter { get; init; }

    internal required ProbeRows Rows { get; init; }

    internal required AuditReference Own { get; init; }

    internal required IReadOnlyList<AuditReference> References { get; init; }

    internal required IReadOnlyList<TargetReading> Targets { get; init; }

    internal required ViewMeasure? Views { get; init; }

    /// <summary>What inputs and their views alone say; null without them.</summary>
    internal required FeatureForecast? Forecast { get; init; }

    internal required NeighbourMeasure Neighbours { get; init; }

    internal required IReadOnlyList<string> Notes { get; init; }

    internal AuditReference? Reference(string name) => References.FirstOrDefault(r => r.Name == name);
}
