namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>What limited encoders can and cannot tell apart.</summary>
internal static class InductiveBiasPaper
{
    internal static Paper Paper { get; } = new(
        "inductive-bias",
        "Inductive biases in contrastive learning",
        "HaoChen and Ma, A Theoretical Study of Inductive Biases in Contrastive Learning, ICLR 2023, arXiv 2211.14699; with HaoChen, Wei, Gaidon and Ma, Provable Guarantees for Self-Supervised Deep Learning with Spectral Contrastive Loss, NeurIPS 2021, arXiv 2106.04156",
        "Identities and closed forms of the loss, the main theorem on random instances, and the paper's examples: linear, ReLU, Lipschitz and convolutional encoders against classes without limits; the capacity probe on FashionMNIST.",
        [
            new GraphIdentities(), new LossEstimators(), new FourNodeOracle(), new TheoremOnInstances(), new LinearHypercube(), new UniversalClass(), new ReluPatterns(), new LipschitzManifolds(),
            new ConvolutionalPatch(), new GridOfFour(), new CapacityLadder(), new FashionCapacity(), new LabelBounds(),
        ]);
}
