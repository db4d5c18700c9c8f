namespace Semblance.Numerics;

/// <summary>How a generalised eigenproblem is solved.</summary>
public sealed record GeneralisedOptions
{
    /// <summary>How many of the largest values to return; null for all. At most the effective rank is returned.</summary>
    public int? Count { get; init; }

    /// <summary>Added to S: ridge * trace(S) / d * I. Default 0: none, the null space of S is left out instead.</summary>
    public double Ridge { get; init; }

    /// <summary>Directions of S with an eigenvalue of at most this share of the largest are left out. Default 1e-10.</summary>
    public double RankTolerance { get; init; } = 1e-10;

    /// <summary>Values this close to each other, relative to the largest value, are tied: their vectors are chosen to be the shortest, in ascending
    /// order of length, and they get their mean as value. Default 1e-8; 0 ties only equal values.</summary>
    public double TieTolerance { get; init; } = 1e-8;
}
