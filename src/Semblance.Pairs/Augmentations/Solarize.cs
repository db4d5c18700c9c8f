using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Inverts all values at or above a threshold. Default probability 0.2.</summary>
/// <remarks>Grill et al., "Bootstrap your own latent" (2020), appendix B: threshold 0.5, second view only.</remarks>
public sealed record Solarize : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["solarize"];

    /// <summary>Solarisation of every fifth view.</summary>
    public Solarize() => Probability = 0.2;

    /// <summary>Threshold, full brightness is 1; 0 to 1. Default 0.5.</summary>
    [Option("threshold", "Values from here up are inverted; full brightness is 1.", Min = 0, Max = 1)]
    public double Threshold { get; init; } = 0.5;

    internal override string Word => "solarize";

    internal override AugmentationStage Stage => AugmentationStage.Pixels;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) => parameters[0] = 1;

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] != 0) ColourKernel.Solarize(canvas, (float)Threshold);
    }
}
