using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Each item as one row.</summary>
public sealed class Flatten : Module
{
    /// <summary>[batch, ...] -> [batch, features], features in row-major order of the dimensions.</summary>
    public override Tensor Forward(Tensor input) => input.Flatten(1);
}
