using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>x times the standard normal distribution function of x (Hendrycks and Gimpel 2016, exact form).</summary>
public sealed class Gelu : Module
{
    /// <summary>[...] -> the same shape.</summary>
    public override Tensor Forward(Tensor input) => input.Gelu();
}
