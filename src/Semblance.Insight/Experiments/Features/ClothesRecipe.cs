namespace Semblance.Insight.Experiments.Features;

/// <summary>How a small network is trained on small pictures.</summary>
internal sealed record ClothesRecipe
{
    /// <summary>Method of the product: simclr, joint, supcon, supervised.</summary>
    internal string Method { get; init; } = "simclr";

    /// <summary>Share of the supervised loss, for joint.</summary>
    internal double Weight { get; init; } = 0.5;

    /// <summary>Form of the joint loss: softmax, class-conditional.</summary>
    internal string Form { get; init; } = "softmax";

    /// <summary>Of implicit feature modification, for simclr.</summary>
    internal double Perturbation { get; init; }

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

    /// <summary>All of it in words, the same for the same recipe.</summary>
    internal string Words => FormattableString.Invariant($"{Method} {Form} weight {Weight} perturbation {Perturbation} temperature {Temperature} sizes {string.Join('x', Sizes)} head {Head} out {Out} epochs {Epochs} batch {Batch} strength {Strength} {Bits.Words}");
}
