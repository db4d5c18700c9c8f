namespace Semblance.Objectives.Generative;

/// <summary>Says when the posterior has collapsed: dimensions that carry nothing of the sample.</summary>
internal static class PosteriorReview
{
    /// <summary>Warned of when fewer than this share of the dimensions is in use.</summary>
    private const double FewestShare = 0.1;

    internal static IReadOnlyList<string> Of(IReadOnlyDictionary<string, double> terms, int dim)
    {
        if (!terms.TryGetValue("active-dimensions", out var active)) return [];
        if (active < 0.5) return [$"posterior collapse: none of {dim} latent dimensions carries anything of the sample; raise --set reconstruction-weight, or lower beta"];
        return active < FewestShare * dim
            ? [FormattableString.Invariant($"the posterior is close to collapse: {active:F1} of {dim} latent dimensions are in use; raise --set reconstruction-weight, or take a smaller head")]
            : [];
    }
}
