using Semblance.Objectives.Generative;

namespace Semblance.Objectives.BetaVae;

/// <summary>The beta-VAE as the library describes it.</summary>
internal static class BetaVaeMethod
{
    internal const string Name = "beta-vae";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "A variational autoencoder with a heavier divergence from the prior: fewer, more independent dimensions in use.",
        Source = "Higgins, Matthey, Pal et al., beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework, ICLR 2017, equation 4",
        OptionsType = typeof(BetaVaeOptions),
        Create = (options, context) => new GenerativeObjective(Name, (BetaVaeOptions)options, context, _ => new StandardPrior()) { PriorWeight = ((BetaVaeOptions)options).Beta },
        Head = GenerativeObjective.LatentHead,
        IsGenerative = true,
    };
}
