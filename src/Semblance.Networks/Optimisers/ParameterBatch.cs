using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>Parameters of a group that have a gradient, and the gradients, as lists for operators that take many tensors in one call.</summary>
internal sealed class ParameterBatch
{
    private readonly List<string> _names = [];

    internal ParameterBatch(ParameterGroup group)
    {
        var parameters = new List<Tensor>();
        var gradients = new List<Tensor>();
        foreach (var (name, parameter) in group.Parameters)
        {
            if (parameter.Gradient is not { } gradient) continue;
            _names.Add(name);
            parameters.Add(parameter);
            gradients.Add(gradient);
        }

        Parameters = [.. parameters];
        Gradients = [.. gradients];
    }

    internal int Count => Parameters.Length;

    internal Tensor[] Parameters { get; }

    internal Tensor[] Gradients { get; }

    /// <summary>The state of these parameters, in their order.</summary>
    internal Tensor[] Of(Dictionary<string, Tensor> state) => [.. _names.Select(n => state[n])];
}
