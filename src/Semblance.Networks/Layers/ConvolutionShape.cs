namespace Semblance.Networks.Layers;

/// <summary>Sizes of a convolution with a square kernel.</summary>
/// <param name="Input">Channels in, >= 1.</param>
/// <param name="Output">Channels out, >= 1.</param>
/// <param name="Kernel">Side of the kernel in pixels, >= 1.</param>
public sealed record ConvolutionShape(int Input, int Output, int Kernel)
{
    /// <summary>Step in pixels, >= 1. Default 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros added on each side in pixels, >= 0. Default 0.</summary>
    public int Padding { get; init; }

    /// <summary>Distance of the kernel's taps in pixels, >= 1. Default 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Independent groups of channels, a divisor of both channel counts. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Rows and columns added on one side of a transposed convolution's output, in pixels. Default 0.</summary>
    public int OutputPadding { get; init; }

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How weights are drawn. Default PyTorch's.</summary>
    public WeightInitialisation Initialisation { get; init; } = WeightInitialisation.UniformFanIn;
}
