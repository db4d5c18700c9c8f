using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Largest value under a moving square window.</summary>
/// <param name="kernel">Side of the window in pixels, >= 1.</param>
/// <param name="stride">Step in pixels; 0 means the kernel's side. Default 0.</param>
/// <param name="padding">Ignored pixels added on each side, at most half the kernel. Default 0.</param>
public sealed class MaxPool2d(int kernel, int stride = 0, int padding = 0) : Module
{
    /// <summary>[batch, channels, h, w] -> [batch, channels, h', w'] with h' = (h + 2 padding - kernel) / stride + 1, rounded down.</summary>
    public override Tensor Forward(Tensor input)
    {
        long step = stride == 0 ? kernel : stride;
        return Kernels.MaxPool.Call(input, new long[] { kernel, kernel }, new[] { step, step }, new long[] { padding, padding });
    }
}
