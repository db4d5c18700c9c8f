using Semblance.Tensors;

namespace Semblance.Objectives;

/// <summary>What an objective sees of one batch.</summary>
/// <param name="Online">Embeddings of each view by the trained network, each [batch, dim], row-aligned: row i of every view belongs together.</param>
/// <param name="Target">Embeddings of each view by the slowly following network, without gradients, each [batch, dim]; null when the method has none.</param>
/// <param name="Labels">Class of each row, int64 [batch]; null when the data has none.</param>
public sealed record ViewEmbeddings(IReadOnlyList<Tensor> Online, IReadOnlyList<Tensor>? Target = null, Tensor? Labels = null);
