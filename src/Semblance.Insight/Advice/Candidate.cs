namespace Semblance.Insight.Advice;

/// <summary>One way to make a representation: a method with options, or none.</summary>
public sealed record Candidate
{
    /// <summary>Its name for people: <c>vicreg, invariance 0.5</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Method by its word on the command line; <c>features</c> and <c>pca</c> need no training.</summary>
    public required string Method { get; init; }

    /// <summary>Options of the closed form, as <c>solve --set</c> takes them.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Directions it keeps.</summary>
    public required int Rank { get; init; }

    /// <summary>RankMe of its embedding.</summary>
    public required double RankMe { get; init; }

    /// <summary>r of a VICReg with squared variance term, the weight of invariance over that of variance; null for others.</summary>
    public double? Invariance { get; init; }

    /// <summary>What makes its directions.</summary>
    internal CandidateKind Kind { get; init; }

    /// <summary>Variance along each direction of its basis; the largest is 1.</summary>
    internal double[] Variances { get; init; } = [];

    /// <summary>Off-diagonal weight of Barlow Twins times the size of the embedding, which decides its spectrum; 0 for others.</summary>
    internal double BarlowProduct { get; init; }

    /// <summary>Whether it is something to train without labels.</summary>
    public bool IsSelfSupervised => Kind == CandidateKind.Filter;
}
