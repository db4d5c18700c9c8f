using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>The centre of the picture with the proportions of the view; nothing is drawn.</summary>
public sealed record CentreCrop : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["centre.share"];

    /// <summary>Share of the largest centred rectangle that is kept, 0 to 1, above 0. Default 1; 0.875 is usual for 224 pixels.</summary>
    [Option("share", "Share of the largest centred rectangle that is kept.", Min = 0, MinExclusive = true, Max = 1)]
    public double Share { get; init; } = 1;

    internal override string Word => "centre";

    internal override AugmentationStage Stage => AugmentationStage.Frame;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters[0] = 1;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = (float)Share;

    internal override void Apply(ReadOnlySpan<float> parameters, ImageSize source, ref Frame frame)
    {
        double width = Math.Max(1, Math.Round(frame.Width * parameters[0])), height = Math.Max(1, Math.Round(frame.Height * parameters[0]));
        frame.X += Math.Floor((frame.Width - width) / 2);
        frame.Y += Math.Floor((frame.Height - height) / 2);
        (frame.Width, frame.Height) = (width, height);
    }
}
