namespace Semblance.Insight.Experiments.SimVae;

/// <summary>A probabilistic model behind self-supervised learning.</summary>
internal static class SimVaePaper
{
    internal static Paper Paper { get; } = new(
        "simvae",
        "A probabilistic model behind self-supervised learning",
        "Bizeul, Schoelkopf and Allen, A Probabilistic Model behind Self-Supervised Learning, TMLR 2024, arXiv 2402.01399",
        "The group prior and its golden numbers, the identities that follow from it, the linear model in closed form, and content and style on FashionMNIST beside discriminative methods. The paper's tables could not be read: "
            + "claims are the orderings of its abstract, with thresholds from a prototype of our own.",
        [new GoldenNumbers(), new Identities(), new LinearStyle(), new PrincipalComponents(), new FashionTable(), new LayerProfile(), new FullBudget()]);
}
