namespace Semblance.Pairs.Neighbours;

/// <summary>What a search for near-duplicates found.</summary>
/// <param name="Pairs">In order of first and second row; no more than the limit.</param>
/// <param name="Total">Number of pairs there are, listed or not.</param>
public sealed record NearDuplicates(IReadOnlyList<NearDuplicate> Pairs, long Total);
