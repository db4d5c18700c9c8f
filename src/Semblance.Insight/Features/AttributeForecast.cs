namespace Semblance.Insight.Features;

/// <summary>What becomes of one attribute.</summary>
public sealed record AttributeForecast
{
    /// <summary>The attribute.</summary>
    public required string Name { get; init; }

    /// <summary>Dimensions that telling it takes: its values less one.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Share of the variance of what tells it that two views have in common, in [0, 1]: low when augmentation destroys it, 1 when augmentation does not touch it.
    /// Attributes are learnt in this order.</summary>
    public required double Preserved { get; init; }

    /// <summary>What embeddings of growing size tell of it, up to all directions.</summary>
    public required IReadOnlyList<CoveragePoint> Coverage { get; init; }

    /// <summary>What the embedding asked for tells of it, in [0, 1].</summary>
    public required double Explained { get; init; }

    /// <summary>What all directions of the inputs tell of it: the most a linear encoder can, in [0, 1].</summary>
    public required double Attainable { get; init; }

    /// <summary>Explained over attainable, in [0, 1]; null when the inputs tell next to nothing of it (less than 0.02), so that no forecast is possible.</summary>
    public required double? Share { get; init; }

    /// <summary>Whether enough of it is left; null when no forecast is possible.</summary>
    public required bool? Survives { get; init; }

    /// <summary>Smallest embedding in which it survives under the same loss; null when none does: labels or augmentation keep it out.</summary>
    public required int? SmallestDim { get; init; }
}
