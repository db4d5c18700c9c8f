using Semblance.Options;

namespace Semblance.Objectives.Joint;

/// <summary>Options of the joint loss.</summary>
public sealed record JointOptions
{
    /// <summary>Share of the supervised loss; in [0, 1], no unit, default 0.5 (beta in the paper, which used 0.5 and 0.8).</summary>
    [Option("weight", "Share of the supervised contrastive loss; the rest is the self-supervised one.", Min = 0, Max = 1)]
    public double Weight { get; init; } = 0.5;

    /// <summary>Divides cosine similarities in both losses; > 0, no unit, default 0.5.</summary>
    [Option("temperature", "Divides cosine similarities before the softmax, in both losses; not in form spectral.", Min = 0.001, Max = 100)]
    public double Temperature { get; init; } = 0.5;

    /// <summary><c>softmax</c>: supcon and NT-Xent on cosines, as in the paper's experiments, the default; <c>spectral</c>: squared similarities, as in its theorems;
    /// <c>class-conditional</c>: the supervised loss against other classes only, and the sample among those of its class (Chen et al. 2022).</summary>
    [Option("form", "softmax: supcon and NT-Xent on cosines; spectral: squared similarities, the form of the theory; class-conditional: classes against each other, and each sample against its own class.", Words = "softmax|spectral|class-conditional")]
    public string Form { get; init; } = "softmax";
}
