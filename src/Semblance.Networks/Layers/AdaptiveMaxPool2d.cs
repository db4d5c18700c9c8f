using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Largest values over a grid of equal cells, whatever the size of the map.</summary>
/// <param name="grid">Cells along each side, >= 1. Default 1: the largest of the whole map.</param>
public sealed class AdaptiveMaxPool2d(int grid = 1) : Module
{
    /// <summary>[batch, channels, h, w] -> [batch, channels, grid, grid].</summary>
    public override Tensor Forward(Tensor input) => Kernels.AdaptiveMaxPool.CallMany(input, new long[] { grid, grid })[0];
}
