using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>A loss, its named terms and its gradient, all worked out without recording.</summary>
/// <param name="Value">The loss, [].</param>
/// <param name="Parts">Named terms, each [].</param>
/// <param name="Gradients">One gradient for each view, [batch, dim]; null when none was asked for.</param>
internal sealed record Evaluation(Tensor Value, IReadOnlyList<KeyValuePair<string, Tensor>> Parts, IReadOnlyList<Tensor>? Gradients)
{
    /// <summary>A scalar of this value whose derivative with respect to the inputs is the gradient worked out here.</summary>
    /// <remarks>value + s - s, where s = sum of input * gradient is recorded once and once not: the value is exact, the derivative is the
    /// gradient. Second derivatives are those of a linear function, that is zero.</remarks>
    internal Tensor Recorded(IReadOnlyList<Tensor> inputs)
    {
        if (Gradients is null) return Value;
        var sum = inputs.Zip(Gradients).Where(p => p.First.RequiresGradient).Select(p => p.First.InnerProduct(p.Second)).Aggregate((a, b) => a + b);
        return Value + (sum - sum.Detach());
    }
}
