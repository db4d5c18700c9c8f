namespace Semblance.Pairs.Relations;

/// <summary>How a list of edges is to be read.</summary>
public enum EdgeDirection
{
    /// <summary>An edge relates both ends: a,b and b,a say the same.</summary>
    Undirected,

    /// <summary>An edge goes from the first to the second end; the list must hold both directions with equal weights.</summary>
    Directed,

    /// <summary>An edge goes from the first to the second end and the relation is (G + G') / 2.</summary>
    Symmetrise,
}
