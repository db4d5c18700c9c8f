namespace Semblance.Insight.Experiments.Features;

/// <summary>How a small network is trained on small pictures.</summary>
internal sealed record ClothesRecipe
{
    /// <summary>Method of the product: simclr, joint, supcon, supervised.</summary>
    internal string Method { get; init; } = "simclr";

    /// <summary>Share of the supervised loss, for joint.</summary>
    internal double Weight { get; init; } = 0.5;

    internal double Temperature { get; init; } = 0.1;

    /// <summary>Hidden sizes; the last is the representation.</summary>
    internal int[] Sizes { get; init; } = [256, 128];

    /// <summary>Hidden size of the head; 0 for none: a linear layer then ends the encoder.</summary>
    internal int Head { get; init; } = 128;

    /// <summary>Size of the embedding.</summary>
    internal int Out { get; init; } = 64;

    internal int Epochs { get; init; } = 20;

    internal int Batch { get; init; } = 500;

    /// <summary>Of the augmentation; null for none at all.</summary>
    internal double? Strength { get; init; } = 1;

    /// <summary>What bits are put beside or into the pictures.</summary>
    internal BitPlan Bits { get; init; } = new();
}
