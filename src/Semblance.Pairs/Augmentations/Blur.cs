using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Gaussian blur of random width. Default probability 0.5.</summary>
/// <remarks>
/// SimCLR (Chen et al., 2020, appendix A): sigma uniform in [0.1, 2] pixels at 224, kernel a tenth of the image's side. The kernel is
/// that of torchvision's <c>gaussian_blur</c>, edges mirrored.
/// </remarks>
public sealed record Blur : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["blur.sigma"];

    /// <summary>A blur of every second view.</summary>
    public Blur() => Probability = 0.5;

    /// <summary>Smallest standard deviation, pixels, above 0. Default 0.1.</summary>
    [Option("sigma-min", "Smallest standard deviation.", Min = 0, MinExclusive = true, Max = 100, Unit = "pixels")]
    public double SigmaMin { get; init; } = 0.1;

    /// <summary>Largest standard deviation, pixels, above 0. Default 2.</summary>
    [Option("sigma-max", "Largest standard deviation.", Min = 0, MinExclusive = true, Max = 100, Unit = "pixels")]
    public double SigmaMax { get; init; } = 2;

    /// <summary>Taps of the kernel, 0 to 1023; even numbers count as one more; 0 is a tenth of the view's shorter side. Default 0.</summary>
    [Option("kernel", "Taps of the kernel; 0 is a tenth of the view's shorter side.", Min = 0, Max = 1023, Unit = "pixels")]
    public int Kernel { get; init; }

    internal override string Word => "blur";

    internal override AugmentationStage Stage => AugmentationStage.Pixels;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Validate() => MustNotCross("sigma", SigmaMin, SigmaMax);

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = (float)draws.Uniform(SigmaMin, SigmaMax);

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] > 0) BlurKernel.Blur(canvas, Taps(canvas.Height, canvas.Width), parameters[0]);
    }

    internal int Taps(int height, int width) => (Kernel > 0 ? Kernel : Math.Min(height, width) / 10) / 2 * 2 + 1;
}
