using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Colour jitter: brightness, contrast, saturation and hue are changed by random factors in a random order.</summary>
/// <remarks>
/// torchvision's ColorJitter: factors are uniform in [max(0, 1 - a), 1 + a], the turn of hue in [-a, a], where a is the option times
/// <see cref="Strength"/>. Values stay floats between the four; PIL rounds to bytes. On one channel saturation and hue do nothing and
/// are reported as neutral.
/// </remarks>
public sealed record Jitter : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["brightness", "contrast", "saturation", "hue", "jitter.order"];

    private const int Brighten = 0, Contrasted = 1, Saturate = 2, Turn = 3, Order = 4;

    /// <summary>Change of brightness, at least 0. Default 0.8.</summary>
    [Option("brightness", "Change of brightness.", Min = 0, Max = 10)]
    public double Brightness { get; init; } = 0.8;

    /// <summary>Change of contrast, at least 0. Default 0.8.</summary>
    [Option("contrast", "Change of contrast.", Min = 0, Max = 10)]
    public double Contrast { get; init; } = 0.8;

    /// <summary>Change of saturation, at least 0. Default 0.8.</summary>
    [Option("saturation", "Change of saturation.", Min = 0, Max = 10)]
    public double Saturation { get; init; } = 0.8;

    /// <summary>Turn of the hue as a share of the circle, 0 to 0.5. Default 0.2.</summary>
    [Option("hue", "Turn of the hue as a share of the circle.", Min = 0, Max = 0.5)]
    public double Hue { get; init; } = 0.2;

    /// <summary>Factor on all four, at least 0. Default 1.</summary>
    [Option("strength", "Factor on all four.", Min = 0, Max = 10)]
    public double Strength { get; init; } = 1;

    internal override string Word => "jitter";

    internal override AugmentationStage Stage => AugmentationStage.Pixels;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters)
    {
        parameters[Brighten] = parameters[Contrasted] = parameters[Saturate] = 1;
        parameters[Turn] = parameters[Order] = 0;
    }

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters)
    {
        parameters[Brighten] = Factor(ref draws, Brightness);
        parameters[Contrasted] = Factor(ref draws, Contrast);
        var saturation = Factor(ref draws, Saturation);
        var turn = Math.Min(0.5, Hue * Strength);
        var hue = (float)draws.Uniform(-turn, turn);
        parameters[Order] = draws.Below(24);
        if (output.Channels != 3) return;
        parameters[Saturate] = saturation;
        parameters[Turn] = hue;
    }

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        Span<int> left = [Brighten, Contrasted, Saturate, Turn];
        Span<int> operations = stackalloc int[4];
        var order = (int)parameters[Order];
        for (var k = 0; k < 4; k++)
        {
            var pick = order % (4 - k);
            order /= 4 - k;
            operations[k] = left[pick];
            left[(pick + 1)..].CopyTo(left[pick..]);
        }

        // Only contrast needs the whole picture, its mean grey: all that comes before it makes one pass, it and all after another.
        var place = parameters[Contrasted] == 1 ? -1 : operations.IndexOf(Contrasted);
        var grey = 0f;
        if (place >= 0)
        {
            var sums = default(GreySums);
            for (var from = 0; from < canvas.PlaneLength; from += Band.Length)
            {
                var band = Band.At(canvas, from);
                Change(operations[..place], parameters, canvas, band, 0);
                sums.Add(canvas, band);
            }

            grey = sums.Mean(canvas);
        }

        for (var from = 0; from < canvas.PlaneLength; from += Band.Length) Change(operations[Math.Max(0, place)..], parameters, canvas, Band.At(canvas, from), grey);
    }

    private static void Change(ReadOnlySpan<int> operations, ReadOnlySpan<float> parameters, Canvas canvas, Band band, float grey)
    {
        foreach (var operation in operations)
        {
            var value = parameters[operation];
            if (value == (operation == Turn ? 0 : 1)) continue;
            switch (operation)
            {
                case Brighten: ColourKernel.Affine(canvas, value, 0, band); break;
                case Contrasted: ColourKernel.Affine(canvas, value, (1 - value) * grey, band); break;
                case Saturate: ColourKernel.Saturation(canvas, value, band); break;
                default: ColourKernel.Hue(canvas, value, band); break;
            }
        }
    }

    private float Factor(ref Draws draws, double change) =>
        (float)draws.Uniform(Math.Max(0, 1 - change * Strength), 1 + change * Strength);
}
