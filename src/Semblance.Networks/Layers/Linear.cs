using Semblance.Errors;
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

    /// <summary>A layer whose weight [output, input] has orthonormal rows: the factor of a normal matrix, uniform over all such weights.</summary>
    /// <param name="input">Features in, at least output.</param>
    /// <param name="output">Features out, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="retraction">How a step comes back to orthonormal rows: qr, polar or cayley.</param>
    /// <exception cref="RequestException">More features out than in.</exception>
    public Linear(int input, int output, Rng rng, bool bias, string retraction)
    {
        if (output > input) throw new RequestException("more orthonormal rows than their length cannot be", $"a layer from {input} to {output} features", $"give at most {input} features out, or orthonormal=none");
        using var scope = new TensorScope();
        _weight = AddParameter("weight", Initial.Orthonormal(rng, output, input));
        _bias = bias ? AddParameter("bias", Initial.UniformFanIn(rng, input, output)) : null;
        KeepOrthonormal("weight", retraction);
    }

    /// <summary>[..., input] -> [..., output].</summary>
    public override Tensor Forward(Tensor input) => input.Linear(_weight, _bias);
}
