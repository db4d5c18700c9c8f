using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Augmentations;

namespace Semblance.Pairs.Planning;

/// <summary>What a list of augmentations must satisfy, and the names of what it draws.</summary>
internal static class PlanCheck
{
    /// <summary>Checks ranges, order and fit of a list.</summary>
    internal static void List(IReadOnlyList<Augmentation> list, bool isImage)
    {
        var framed = true;
        foreach (var augmentation in list)
        {
            OptionSet.Validate(augmentation, $"augmentation '{augmentation.Word}'");
            augmentation.Validate();
            Fits(augmentation, isImage);
            framed &= augmentation.Stage == AugmentationStage.Frame;
            if (framed || augmentation is not (Crop or CentreCrop)) continue;
            throw new RequestException(
                $"augmentation '{augmentation.Word}' comes too late",
                "it follows a change of pixels",
                "put crop and centre first: they choose what is read from the picture");
        }

        if (list.OfType<Crop>().Count() > 1) throw new RequestException("two crops in one list", "'crop' occurs twice", "keep one");
    }

    /// <summary>The names in order; a second augmentation of the same kind gets <c>.2</c> and so on.</summary>
    internal static IReadOnlyList<string> ParameterNames(IReadOnlyList<Augmentation> list)
    {
        var names = new List<string>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var augmentation in list)
        {
            var times = seen[augmentation.Word] = seen.GetValueOrDefault(augmentation.Word) + 1;
            names.AddRange(augmentation.ParameterNames.Select(n => times == 1 ? n : $"{n}.{times}"));
        }

        return names;
    }

    private static void Fits(Augmentation augmentation, bool isImage)
    {
        if (augmentation.Stage == AugmentationStage.Any || (augmentation.Stage == AugmentationStage.Vector) != isImage) return;
        throw new RequestException(
            $"augmentation '{augmentation.Word}' does not fit the data",
            isImage ? "the samples are images" : "the samples are vectors",
            $"use {string.Join(", ", PlanCatalog.Words(isImage))}");
    }
}
