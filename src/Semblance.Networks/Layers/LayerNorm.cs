using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Shifts and scales each row to mean 0 and variance 1 over its features, then by learnt numbers.</summary>
/// <remarks>Ba, Kiros and Hinton 2016; epsilon 1e-5 is added to the variance.</remarks>
public sealed class LayerNorm : Module
{
    private const double Epsilon = 1e-5;
    private readonly int _features;
    private readonly Tensor _weight;
    private readonly Tensor _bias;

    /// <summary>A layer that starts as plain standardisation.</summary>
    /// <param name="features">Size of the last dimension, >= 1.</param>
    public LayerNorm(int features)
    {
        _features = features;
        _weight = AddParameter("weight", Tensor.Ones([features]));
        _bias = AddParameter("bias", Tensor.Zeros([features]));
    }

    /// <summary>[..., features] -> the same shape.</summary>
    public override Tensor Forward(Tensor input) => Kernels.LayerNorm.Call(input, new long[] { _features }, _weight, _bias, Epsilon);
}
