using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>The pieces of residual networks: convolutions without bias, since a normalisation follows each.</summary>
internal static class Residual
{
    internal static ConvolutionShape Spatial(int input, int output, int stride = 1) => Square(input, output, 3, stride);

    internal static ConvolutionShape Pointwise(int input, int output, int stride = 1) => Square(input, output, 1, stride);

    /// <summary>A kernel of odd side, padded so that stride 1 keeps the size of the map.</summary>
    internal static ConvolutionShape Square(int input, int output, int kernel, int stride) => new(input, output, kernel)
    {
        Stride = stride,
        Padding = kernel / 2,
        Bias = false,
        Initialisation = WeightInitialisation.NormalFanOut,
    };

    /// <summary>A shortcut where the block changes the shape, null where it does not.</summary>
    internal static Shortcut? ShortcutOf(int input, int output, int stride, Rng rng) =>
        stride == 1 && input == output ? null : new Shortcut(input, output, stride, rng);
}
