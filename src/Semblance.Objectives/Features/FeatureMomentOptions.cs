namespace Semblance.Objectives.Features;

/// <summary>How second moments of features are put together from those of pairs.</summary>
public sealed record FeatureMomentOptions
{
    /// <summary>Whether the pair of a view with itself counts among the pairs of views, as in the paper's theorems; with few views of noisy data it makes every noise
    /// direction look preserved by 1 / views. Default false: different views only.</summary>
    public bool IncludesSelf { get; init; }

    /// <summary>Whether a feature that is always 1 is put after the others, for an encoder with a bias. Default false.</summary>
    public bool AppendsConstant { get; init; }

    /// <summary>Whether every class counts alike (the paper's average over classes), or by its number of samples. Eigenvalues of unequal classes counted alike can exceed 1. Default true.</summary>
    public bool CountsClassesAlike { get; init; } = true;
}
