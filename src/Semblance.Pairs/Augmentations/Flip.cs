using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Mirrors the view left and right. Default probability 0.5.</summary>
public sealed record Flip : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["flip"];

    /// <summary>A flip of every second view.</summary>
    public Flip() => Probability = 0.5;

    internal override string Word => "flip";

    internal override AugmentationStage Stage => AugmentationStage.Frame;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) => parameters[0] = 1;

    internal override void Apply(ReadOnlySpan<float> parameters, ImageSize source, ref Frame frame) =>
        frame.MirrorX ^= parameters[0] != 0;

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] != 0) MoveKernel.MirrorX(canvas);
    }
}
