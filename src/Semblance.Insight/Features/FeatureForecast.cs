namespace Semblance.Insight.Features;

/// <summary>Which attributes survive training, told before it from data, augmentation and labels.</summary>
public sealed record FeatureForecast
{
    /// <summary>Size of the embedding.</summary>
    public required int Dim { get; init; }

    /// <summary>Share of the supervised loss.</summary>
    public required double Weight { get; init; }

    /// <summary>How much of each direction pairs share, descending; the first belongs to the constant. The dim largest are learnt.</summary>
    public required double[] Eigenvalues { get; init; }

    /// <summary>Directions that are learnt: at most dim, and no more than pairs share anything of.</summary>
    public required int Learnt { get; init; }

    /// <summary>The attributes, first learnt first.</summary>
    public required IReadOnlyList<AttributeForecast> Attributes { get; init; }

    /// <summary>Smallest weight of the supervised loss, in steps of 1/128, with which the labels' own attribute survives at this size; null when it survives without labels, when
    /// no weight helps, or when there are no labels.</summary>
    public required double? CriticalWeight { get; init; }

    /// <summary>Attributes that views share nearly fully (0.95) and that take half of the embedding or more by themselves: what crowds out others; empty when there is no such group.</summary>
    public required IReadOnlyList<string> Dominant { get; init; }

    /// <summary>An attribute by name; null when it is not among them.</summary>
    public AttributeForecast? Of(string name) => Attributes.FirstOrDefault(a => a.Name == name);
}
