using Semblance.Objectives.Generative;

namespace Semblance.Objectives.SimVae;

/// <summary>SimVAE as the library describes it.</summary>
internal static class SimVaeMethod
{
    internal const string Name = "simvae";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "A variational autoencoder in which the views of a sample share content and differ in style; keeps both.",
        Source = "Bizeul, Schoelkopf, Allen, A Probabilistic Model behind Self-Supervised Learning, TMLR 2024 (arXiv 2402.01399), the evidence bound of a group of views",
        OptionsType = typeof(SimVaeOptions),
        Create = (options, context) => Create((SimVaeOptions)options, context),
        Head = GenerativeObjective.LatentHead,
        IsGenerative = true,
    };

    private static GenerativeObjective Create(SimVaeOptions options, ObjectiveContext context) => new(
        Name, options, context, views => new GroupPrior(options.Within, options.Content == "uniform" ? null : options.Between ?? GroupPrior.ReleasedBetween(options.Within, views)))
    {
        FewestViews = 2,
    };
}
