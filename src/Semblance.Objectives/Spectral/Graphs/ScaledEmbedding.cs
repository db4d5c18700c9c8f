using Semblance.Numerics;

namespace Semblance.Objectives.Spectral.Graphs;

/// <summary>A free embedding made from the largest eigenvalues of a similarity matrix.</summary>
/// <param name="Embedding">One row a sample, [samples, dim]; columns in descending order of size, of each the element of largest magnitude positive.</param>
/// <param name="Eigenvalues">All eigenvalues of the similarity, descending, [samples].</param>
/// <param name="Loss">|similarity - Z Z'|^2, summed over all elements, at this optimum: the squares of the eigenvalues left out.</param>
/// <param name="NegativeShare">Sum of the sizes of negative eigenvalues over that of all, in [0, 1]: how far the similarity is from any inner product.</param>
/// <param name="Stress">Kruskal's first: sqrt(sum (d - |z_i - z_j|)^2 / sum d^2), d the distances that the similarity stands for; 0 is perfect.</param>
/// <param name="Warnings">What a user should know, one sentence each.</param>
public sealed record ScaledEmbedding(Matrix Embedding, double[] Eigenvalues, double Loss, double NegativeShare, double Stress, IReadOnlyList<string> Warnings);
