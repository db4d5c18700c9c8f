namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Self-supervised methods as spectral embeddings.</summary>
internal static class SpectralPaper
{
    internal static Paper Paper { get; } = new(
        "spectral",
        "Self-supervised methods as spectral embeddings",
        "Balestriero and LeCun, Contrastive and Non-Contrastive Self-Supervised Learning Recover Global and Local Spectral Embedding Methods, NeurIPS 2022, arXiv 2205.11508; with "
        + "Cabannes et al. 2023 (The SSL Interplay; Active Self-Supervised Learning), Garrido et al. 2023 (On the Duality Between Contrastive and Non-Contrastive SSL; RankMe) and HaoChen et al. 2021",
        "Every method's optimum in closed form, beside gradient descent on its literal loss, Monte-Carlo and known methods.",
        [new Unification(), new LeftSingularVectors(), new SpectrumAgainstInvariance(), new ClassGraph(), new StationaryPoints(), new HingeAgainstSquared(), new LinearOptima(), new SupervisedRecovery(), new WaterFillings(), new GlobalAndLocal(), new FewLabelRisk(), new RealImages(), new SmallBatches(), new MissingEntries(), new LabelsAndViews(), new LabelNoise(), new ActiveQueries(), new TargetsAgainstPenalty(), new PenaltyRegimes(), new SampleSizes(), new CriteriaDuality(), new Degeneracy(), new LargeGraphs(), new FashionFeatures()]);
}
