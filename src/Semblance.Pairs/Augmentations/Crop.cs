using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Random resized crop: a rectangle of random area and proportions is brought to the size of the view.</summary>
/// <remarks>
/// Szegedy et al., "Going deeper with convolutions" (2015); drawn as torchvision's RandomResizedCrop: whole pixels, ten attempts, then the largest
/// allowed centred rectangle. Resized bilinearly, with antialiasing when shrinking.
/// </remarks>
public sealed record Crop : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["crop.x", "crop.y", "crop.width", "crop.height"];

    private const int Attempts = 10;

    /// <summary>Smallest share of the picture's area, 0 to 1, above 0. Default 0.08.</summary>
    [Option("scale-min", "Smallest share of the picture's area.", Min = 0, MinExclusive = true, Max = 1)]
    public double ScaleMin { get; init; } = 0.08;

    /// <summary>Largest share of the picture's area, 0 to 1, above 0. Default 1.</summary>
    [Option("scale-max", "Largest share of the picture's area.", Min = 0, MinExclusive = true, Max = 1)]
    public double ScaleMax { get; init; } = 1;

    /// <summary>Smallest width to height, above 0. Default 0.75.</summary>
    [Option("ratio-min", "Smallest width to height.", Min = 0.01, Max = 100)]
    public double RatioMin { get; init; } = 3.0 / 4;

    /// <summary>Largest width to height, above 0. Default 1.3333.</summary>
    [Option("ratio-max", "Largest width to height.", Min = 0.01, Max = 100)]
    public double RatioMax { get; init; } = 4.0 / 3;

    internal override string Word => "crop";

    internal override AugmentationStage Stage => AugmentationStage.Frame;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Validate()
    {
        MustNotCross("scale", ScaleMin, ScaleMax);
        MustNotCross("ratio", RatioMin, RatioMax);
    }

    internal override void Neutral(Span<float> parameters) => Write(parameters, 0, 0, 1, 1);

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters)
    {
        double area = (double)source.Width * source.Height, low = Math.Log(RatioMin), high = Math.Log(RatioMax);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var target = area * draws.Uniform(ScaleMin, ScaleMax);
            var ratio = Math.Exp(draws.Uniform(low, high));
            var width = (int)Math.Round(Math.Sqrt(target * ratio));
            var height = (int)Math.Round(Math.Sqrt(target / ratio));
            if (width < 1 || height < 1 || width > source.Width || height > source.Height) continue;
            var y = draws.Below(source.Height - height + 1);
            var x = draws.Below(source.Width - width + 1);
            WritePixels(parameters, source, x, y, width, height);
            return;
        }

        Fallback(source, parameters);
    }

    internal override void Apply(ReadOnlySpan<float> parameters, ImageSize source, ref Frame frame)
    {
        frame.X = parameters[0] * (double)source.Width;
        frame.Y = parameters[1] * (double)source.Height;
        frame.Width = parameters[2] * (double)source.Width;
        frame.Height = parameters[3] * (double)source.Height;
    }

    private void Fallback(ImageSize source, Span<float> parameters)
    {
        var (width, height) = (source.Width, source.Height);
        var ratio = (double)width / height;
        if (ratio < RatioMin) height = Math.Clamp((int)Math.Round(width / RatioMin), 1, height);
        else if (ratio > RatioMax) width = Math.Clamp((int)Math.Round(height * RatioMax), 1, width);
        WritePixels(parameters, source, (source.Width - width) / 2, (source.Height - height) / 2, width, height);
    }

    private static void WritePixels(Span<float> parameters, ImageSize source, double x, double y, double width, double height) =>
        Write(parameters, x / source.Width, y / source.Height, width / source.Width, height / source.Height);

    private static void Write(Span<float> parameters, double x, double y, double width, double height)
    {
        parameters[0] = (float)x;
        parameters[1] = (float)y;
        parameters[2] = (float)width;
        parameters[3] = (float)height;
    }
}
