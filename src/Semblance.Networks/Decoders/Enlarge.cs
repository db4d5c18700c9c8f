using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Decoders;

/// <summary>Layers that make maps larger: transposed convolutions whose kernel is a whole number of steps at even strides, against chequered patterns.</summary>
internal static class Enlarge
{
    /// <summary>Maps larger by exactly the stride; stride 1 is a 3x3 convolution.</summary>
    internal static Module Step(int input, int output, int stride, bool bias, Rng rng) => stride == 1
        ? new Conv2d(new ConvolutionShape(input, output, 3) { Padding = 1, Bias = bias, Initialisation = WeightInitialisation.NormalFanOut }, rng)
        : new ConvTranspose2d(new ConvolutionShape(input, output, stride + 2) { Stride = stride, Padding = 1, Bias = bias }, rng);

    /// <summary>The shortcut around <see cref="Step"/>; null where nothing changes its shape.</summary>
    internal static Sequential? Shortcut(int input, int output, int stride, Rng rng)
    {
        if (stride == 1 && input == output) return null;
        Module layer = stride == 1
            ? new Conv2d(Residual.Pointwise(input, output), rng)
            : new ConvTranspose2d(new ConvolutionShape(input, output, stride) { Stride = stride, Bias = false }, rng);
        return new Sequential(layer, new BatchNorm2d(output));
    }
}
