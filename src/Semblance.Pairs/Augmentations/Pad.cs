using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Crop with padding: black is added all round and a part of the old size is cut out at random.</summary>
/// <remarks>torchvision's <c>RandomCrop(size, padding)</c>, the usual augmentation of supervised CIFAR training.</remarks>
public sealed record Pad : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["pad.x", "pad.y"];

    /// <summary>Width of the black edge, pixels, 0 to 512. Default 4.</summary>
    [Option("padding", "Width of the black edge.", Min = 0, Max = 512, Unit = "pixels")]
    public int Padding { get; init; } = 4;

    internal override string Word => "pad";

    internal override AugmentationStage Stage => AugmentationStage.Pixels;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters.Clear();

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters)
    {
        parameters[0] = draws.Below(2 * Padding + 1) - Padding;
        parameters[1] = draws.Below(2 * Padding + 1) - Padding;
    }

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws) =>
        MoveKernel.Shift(canvas, (int)parameters[0], (int)parameters[1]);
}
