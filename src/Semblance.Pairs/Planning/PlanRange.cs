using System.Text.RegularExpressions;
using Semblance.Pairs.Augmentations;

namespace Semblance.Pairs.Planning;

/// <summary>Changes the range that one number of a plan is drawn from.</summary>
/// <remarks>Numbers that act as factors (areas, proportions, scales) are widened on a logarithmic scale, others on their own; chances of yes or no grow to one half at most, where two views differ most often.</remarks>
internal static partial class PlanRange
{
    private const double SmallestArea = 0.02, LargestShare = 0.9;

    /// <summary>The lists with another range of the parameter; null where no list draws it, or its range cannot change.</summary>
    internal static IReadOnlyList<IReadOnlyList<Augmentation>>? Of(IReadOnlyList<IReadOnlyList<Augmentation>> views, string parameter, double factor)
    {
        var isChanged = false;
        var result = views.Select(list => Changed(list, parameter, factor, ref isChanged)).ToList();
        return isChanged ? result : null;
    }

    private static IReadOnlyList<Augmentation> Changed(IReadOnlyList<Augmentation> list, string parameter, double factor, ref bool isChanged)
    {
        var match = Numbered().Match(parameter);
        var (name, which) = match.Success ? (match.Groups[1].Value, int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)) : (parameter, 1);
        var (result, seen) = (new List<Augmentation>(), 0);
        foreach (var step in list)
        {
            var changed = step.ParameterNames.Contains(name) && ++seen == which ? Step(step, name, factor) : step;
            isChanged |= changed != step;
            result.Add(changed);
        }

        return result;
    }

    private static Augmentation Step(Augmentation step, string name, double factor) => step switch
    {
        Crop crop => crop with { ScaleMin = Math.Max(Math.Min(SmallestArea, crop.ScaleMin), Scaled(crop.ScaleMin, crop.ScaleMax, factor)), RatioMin = Math.Max(0.01, Math.Pow(crop.RatioMin, factor)), RatioMax = Math.Min(100, Math.Pow(crop.RatioMax, factor)) },
        Jitter jitter => name switch
        {
            "brightness" => jitter with { Brightness = Math.Min(10, jitter.Brightness * factor) },
            "contrast" => jitter with { Contrast = Math.Min(10, jitter.Contrast * factor) },
            "saturation" => jitter with { Saturation = Math.Min(10, jitter.Saturation * factor) },
            "hue" => jitter with { Hue = Math.Min(0.5, jitter.Hue * factor) },
            _ => jitter,
        },
        Flip or VerticalFlip or Grayscale or Solarize => step with { Probability = factor > 1 ? Math.Max(step.Probability, Math.Min(0.5, step.Probability * factor)) : step.Probability * factor },
        Blur blur => blur with { SigmaMax = Math.Min(100, Math.Max(blur.SigmaMin, blur.SigmaMax * factor)) },
        Rotate rotate => rotate with { Degrees = Math.Min(180, rotate.Degrees * factor) },
        Pad pad => pad with { Padding = Math.Min(512, (int)Math.Round(pad.Padding * factor)) },
        Noise noise => noise with { SigmaMin = Math.Min(noise.SigmaMin, noise.SigmaMax * factor), SigmaMax = Math.Min(1e6, noise.SigmaMax * factor) },
        FeatureMask mask => mask with { Share = Math.Min(Math.Max(LargestShare, mask.Share), mask.Share * factor) },
        FeatureScale scale => scale with { FactorMin = Math.Pow(scale.FactorMin, factor), FactorMax = Math.Min(1e6, Math.Pow(scale.FactorMax, factor)) },
        _ => step,
    };

    private static double Scaled(double low, double high, double factor) => high * Math.Pow(low / high, factor);

    [GeneratedRegex(@"^(.+)\.([2-9]|[1-9][0-9]+)$")]
    private static partial Regex Numbered();
}
