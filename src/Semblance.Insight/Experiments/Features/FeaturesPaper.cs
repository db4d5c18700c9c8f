namespace Semblance.Insight.Experiments.Features;

/// <summary>Which features contrastive learning learns, and which it throws away.</summary>
internal static class FeaturesPaper
{
    internal static Paper Paper { get; } = new(
        "features",
        "Which features are learnt: class collapse, feature suppression, joint loss",
        "Xue, Joshi, Gan, Chen and Mirzasoleiman, Which Features are Learnt by Contrastive Learning? On the Role of Simplicity Bias in Class Collapse and Feature Suppression, ICML 2023, arXiv 2305.16536",
        "The theorems with exact numbers, gradient descent beside them, and the same designs on FashionMNIST: coarse and fine classes, random bits, watermarks.",
        [new ToyExample(), new LearnThenUnlearn(), new EmbeddingOverTime(), new SubclassProbes(), new LeastNormCollapse(), new SuppressionStep(), new ImperfectAugmentation(), new JointSweep(), new PhaseDiagram(), new JointTimeline(), new ClosedFormCollapse(), new ClosedFormBits(), new NetworkBits(), new NetworkMarks(), new NetworkCollapse()]);
}
