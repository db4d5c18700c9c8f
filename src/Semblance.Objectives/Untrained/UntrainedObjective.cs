using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Untrained;

/// <summary>The loss that wants nothing: 0, with gradient 0.</summary>
internal sealed class UntrainedObjective() : EmbeddingObjective(UntrainedMethod.Name)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients) => new(
        Tensor.Full([], 0, views[0].ElementType, views[0].Device), [], gradients ? [.. views.Select(Tensor.ZerosLike)] : null);
}
