using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>max(x, 0), element by element.</summary>
/// <param name="inPlace">Overwrites the input, which saves memory and time after layers whose output nobody else needs: normalisation, linear, convolution.
/// Default false.</param>
public sealed class Relu(bool inPlace = false) : Module
{
    /// <summary>[...] -> the same shape.</summary>
    public override Tensor Forward(Tensor input) => inPlace ? Kernels.ReluInPlace.Call(input) : input.Relu();
}
