namespace Semblance.Pairs.Synthetic;

/// <summary>Something that is known of every sample because it was put in: its cluster, a sign, a place.</summary>
/// <param name="Name">The word to choose it by: <c>pattern</c>, <c>sign-1</c>.</param>
/// <param name="Values">How many values it has, at least 1; they are numbered from 0.</param>
public sealed record SyntheticFactor(string Name, int Values);
