namespace Semblance.Pairs.Neighbours;

/// <summary>Two rows of one set that are nearly the same.</summary>
/// <param name="First">The lower row number, 0-based.</param>
/// <param name="Second">The higher row number.</param>
/// <param name="Score">Cosine similarity or Euclidean distance.</param>
public readonly record struct NearDuplicate(int First, int Second, float Score);
