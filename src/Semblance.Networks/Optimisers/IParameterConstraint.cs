using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>Keeps one parameter where it belongs: is told before a step, to change the gradient, and after it, to bring the parameter back.</summary>
/// <remarks>Called without gradient recording, within the scope of the step. State that outlives a step would be missing from checkpoints.</remarks>
public interface IParameterConstraint
{
    /// <summary>Name of the parameter in the optimiser.</summary>
    string Name { get; }

    /// <summary>The gradient is at hand and the parameter has not moved.</summary>
    void Before();

    /// <summary>The parameter has moved.</summary>
    /// <param name="momenta">State that points the way of later steps, of the parameter's shape; empty where there is none.</param>
    void After(IReadOnlyList<Tensor> momenta);
}
