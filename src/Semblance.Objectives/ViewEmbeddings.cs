using Semblance.Tensors;

namespace Semblance.Objectives;

/// <summary>What an objective sees of one batch.</summary>
/// <param name="Online">Embeddings of each view by the trained network, each [batch, dim], row-aligned: row i of every view belongs together.</param>
/// <param name="Target">Embeddings of each view by the slowly following network, without gradients, each [batch, dim]; null when the method has none.</param>
/// <param name="Labels">Class of each row, int64 [batch]; null when the data has none.</param>
public sealed record ViewEmbeddings(IReadOnlyList<Tensor> Online, IReadOnlyList<Tensor>? Target = null, Tensor? Labels = null)
{
    /// <summary>The samples of each view as the data have them, before normalisation: pixels in [0, 1]; [batch, channels, height, width] or [batch, length]; for
    /// methods that model them, null otherwise.</summary>
    public IReadOnlyList<Tensor>? Samples { get; init; }

    /// <summary>What the encoder gives for each view, before the head, [batch, features]; for methods that model the samples, null otherwise.</summary>
    public IReadOnlyList<Tensor>? Representations { get; init; }

    /// <summary>Draws of this step alone, so that a resumed run draws the same; null where nothing is drawn.</summary>
    public Rng? Draws { get; init; }
}
