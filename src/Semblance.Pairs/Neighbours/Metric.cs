namespace Semblance.Pairs.Neighbours;

/// <summary>How near two rows are.</summary>
public enum Metric
{
    /// <summary>Cosine of the angle, -1..1; larger is nearer; 0 for a row of zeros.</summary>
    Cosine,

    /// <summary>Euclidean distance, >= 0; smaller is nearer.</summary>
    Euclidean,
}
