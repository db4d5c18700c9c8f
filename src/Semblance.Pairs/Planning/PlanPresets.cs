using Semblance.Errors;
using Semblance.Pairs.Augmentations;

namespace Semblance.Pairs.Planning;

/// <summary>The named lists of augmentations.</summary>
/// <remarks>Views under 64 pixels are never blurred, as in SimCLR's own CIFAR-10 runs (appendix B.9): at that size blur removes the object.</remarks>
internal static class PlanPresets
{
    private const int SmallestBlurred = 64;

    internal static readonly IReadOnlyList<string> Names = ["simclr", "simclr-small", "moco", "barlow", "fashion", "simvae", "vector", "none"];

    /// <summary>The lists of a preset, one for each view that differs.</summary>
    /// <exception cref="RequestException">An unknown name.</exception>
    internal static IReadOnlyList<IReadOnlyList<Augmentation>> Views(string name, SampleShape output) => name switch
    {
        "simclr" => [[new Crop(), new Flip(), new Jitter { Probability = 0.8 }, new Grayscale(), .. Blurred(output, 0.5)]],
        "simclr-small" => [[new Crop(), new Flip(), new Jitter { Probability = 0.8, Strength = 0.5 }, new Grayscale()]],
        "moco" => [[new Crop { ScaleMin = 0.2 }, new Flip(), Mild(0.4, 0.1), new Grayscale(), .. Blurred(output, 0.5)]],
        "barlow" =>
        [
            [new Crop(), new Flip(), Mild(0.2, 0.1), new Grayscale(), .. Blurred(output, 1)],
            [new Crop(), new Flip(), Mild(0.2, 0.1), new Grayscale(), .. Blurred(output, 0.1), new Solarize()],
        ],
        "fashion" =>
        [
            [
                new Crop { ScaleMin = 0.3 },
                new Flip(),
                new Jitter { Probability = 1, Brightness = 0.8, Contrast = 0.8, Saturation = 0, Hue = 0 },
            ],
        ],
        "simvae" => [[new Crop { ScaleMin = 0.4, RatioMax = 1.3 }, new VerticalFlip()]],
        "vector" => [[new FeatureMask(), new FeatureScale()]],
        "none" => [[]],
        _ => throw Suggestion.Unknown("augmentation preset", name, Names, "give a .yaml file for a list of your own; docs/augmentations.md"),
    };

    private static Jitter Mild(double saturation, double hue) =>
        new() { Probability = 0.8, Brightness = 0.4, Contrast = 0.4, Saturation = saturation, Hue = hue };

    private static Blur[] Blurred(SampleShape output, double probability) =>
        Math.Min(output.Height, output.Width) >= SmallestBlurred ? [new Blur { Probability = probability }] : [];
}
