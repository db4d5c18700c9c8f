using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>x W' + b.</summary>
public sealed class Linear : Module
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    /// <summary>A layer with PyTorch's initialisation: weight and bias uniform in +-1/sqrt(input).</summary>
    /// <param name="input">Features in, >= 1.</param>
    /// <param name="output">Features out, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <param name="bias">Whether a bias is added. Default true.</param>
    public Linear(int input, int output, Rng rng, bool bias = true)
    {
        _weight = AddParameter("weight", Initial.UniformFanIn(rng, input, output, input));
        _bias = bias ? AddParameter("bias", Initial.UniformFanIn(rng, input, output)) : null;
    }

    /// <summary>[..., input] -> [..., output].</summary>
    public override Tensor Forward(Tensor input) => input.Linear(_weight, _bias);
}
