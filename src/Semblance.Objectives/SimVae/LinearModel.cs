namespace Semblance.Objectives.SimVae;

/// <summary>Variances of the linear SimVAE, x_j = sum_k loading_k z_jk axis_k + noise.</summary>
public sealed record LinearModel
{
    /// <summary>Views of a sample, J; >= 2, default 2.</summary>
    public int Views { get; init; } = 2;

    /// <summary>Variance of a latent vector about its content, in each dimension; > 0, default 0.15.</summary>
    public double Within { get; init; } = 0.15;

    /// <summary>Variance of content in each dimension; > 0; null (default) is 1 - within / views.</summary>
    public double? Between { get; init; }

    /// <summary>Variance of the observation noise; > 0, default 0.1.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Variance of the views' sum over root J along a direction of squared loading 1: J between + within.</summary>
    internal double Common => (Views * (Between ?? GroupPrior.ReleasedBetween(Within, Views))) + Within;
}
