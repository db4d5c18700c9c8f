using Semblance.Pairs.Augmentations;

namespace Semblance.Pairs.Planning;

/// <summary>The augmentations by the word used in files.</summary>
internal static class PlanCatalog
{
    /// <summary>One of each, with its defaults.</summary>
    internal static readonly IReadOnlyList<Augmentation> All =
    [
        new Crop(), new CentreCrop(), new Flip(), new VerticalFlip(), new Jitter(), new Grayscale(), new Blur(), new Solarize(),
        new Rotate(), new Pad(), new Noise(), new FeatureMask(), new FeatureScale(),
    ];

    /// <summary>Words that fit images or vectors.</summary>
    internal static IEnumerable<string> Words(bool isImage) => All
        .Where(a => a.Stage == AugmentationStage.Any || (a.Stage == AugmentationStage.Vector) != isImage)
        .Select(a => a.Word);
}
