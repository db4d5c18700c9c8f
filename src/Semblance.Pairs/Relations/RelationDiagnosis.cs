namespace Semblance.Pairs.Relations;

/// <summary>What is known about a relation.</summary>
public sealed record RelationDiagnosis
{
    /// <summary>Rows of the relation.</summary>
    public required int Count { get; init; }

    /// <summary>Entries that are not 0, both directions counted.</summary>
    public required long NonZeros { get; init; }

    /// <summary>Parts without any relation between them, isolated rows included.</summary>
    public required int Components { get; init; }

    /// <summary>Rows of the largest part.</summary>
    public required int LargestComponent { get; init; }

    /// <summary>Rows without relations, not even to themselves.</summary>
    public required int Isolated { get; init; }

    /// <summary>Parts with relations only between two sides: each gives the eigenvalue -1 of the normalised adjacency.</summary>
    public required int BipartiteComponents { get; init; }

    /// <summary>Smallest row sum of weights.</summary>
    public required double SmallestDegree { get; init; }

    /// <summary>Mean row sum of weights.</summary>
    public required double MeanDegree { get; init; }

    /// <summary>Largest row sum of weights.</summary>
    public required double LargestDegree { get; init; }

    /// <summary>Negative eigenvalues of the normalised adjacency; null above 1,024 rows, where they are not computed.</summary>
    public int? NegativeEigenvalues { get; init; }

    /// <summary>1 minus the second largest eigenvalue of the normalised adjacency: 0 when there is more than one component; null where not known.</summary>
    public double? SpectralGap { get; init; }

    /// <summary>Share of the weight between different labelled rows that lies within classes; null without labels or relations among them.</summary>
    public double? Homophily { get; init; }

    /// <summary>The homophily to expect when relations are rewired at random and degrees kept: the sum over classes of (share of the degrees)^2.</summary>
    public double? ChanceHomophily { get; init; }

    /// <summary>What it means for a user and what to do, one sentence or two each; empty when there is nothing to say.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
