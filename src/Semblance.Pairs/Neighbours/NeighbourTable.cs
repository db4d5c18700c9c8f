namespace Semblance.Pairs.Neighbours;

/// <summary>The k nearest rows of an index for each query row, nearest first; equal scores by lower index.</summary>
/// <param name="Indices">Row numbers in the index, 0-based, [rows, k].</param>
/// <param name="Scores">Cosine similarities (descending) or Euclidean distances (ascending), [rows, k].</param>
/// <param name="Rows">Number of query rows.</param>
/// <param name="K">Neighbours of each.</param>
public sealed record NeighbourTable(int[] Indices, float[] Scores, int Rows, int K);
