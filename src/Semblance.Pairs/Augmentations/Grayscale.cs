using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Replaces colour by grey, 0.2989 R + 0.587 G + 0.114 B. Default probability 0.2. Does nothing to one channel.</summary>
public sealed record Grayscale : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["grayscale"];

    /// <summary>Grey for every fifth view.</summary>
    public Grayscale() => Probability = 0.2;

    internal override string Word => "grayscale";

    internal override AugmentationStage Stage => AugmentationStage.Pixels;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = output.Channels == 3 ? 1 : 0;

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] != 0) ColourKernel.Grayscale(canvas);
    }
}
