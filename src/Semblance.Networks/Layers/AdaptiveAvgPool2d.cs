using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Means over a grid of equal cells, whatever the size of the map.</summary>
/// <param name="grid">Cells along each side, >= 1. Default 1: the mean of the whole map.</param>
public sealed class AdaptiveAvgPool2d(int grid = 1) : Module
{
    /// <summary>[batch, channels, h, w] -> [batch, channels, grid, grid].</summary>
    public override Tensor Forward(Tensor input) => Kernels.AdaptiveAveragePool.Call(input, new long[] { grid, grid });
}
