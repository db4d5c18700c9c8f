using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Sets each feature of a vector to 0 with a given chance.</summary>
/// <remarks>The parameter reported is the share of features that were in fact masked.</remarks>
public sealed record FeatureMask : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["mask.share"];

    /// <summary>Chance of each feature, 0 to 1. Default 0.2.</summary>
    [Option("share", "Chance that a feature is set to 0.", Min = 0, Max = 1)]
    public double Share { get; init; } = 0.2;

    internal override string Word => "mask";

    internal override AugmentationStage Stage => AugmentationStage.Vector;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = (float)Share;

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] > 0) parameters[0] = (float)NoiseKernel.Mask(canvas, parameters[0], ref draws) / canvas.PlaneLength;
    }
}
