using Semblance.Options;

namespace Semblance.Objectives.VicReg;

/// <summary>Options of the mean loss of VICReg, squared variance term, over batches.</summary>
public sealed record VicRegMinibatchOptions
{
    /// <summary>Weight of the invariance term; >= 0, no unit, default 25 (lambda in the paper).</summary>
    [Option("invariance", "Weight of the invariance term: views of one sample should agree.", Min = 0)]
    public double Invariance { get; init; } = 25;

    /// <summary>Weight of the variance term; >= 0, no unit, default 25 (mu in the paper).</summary>
    [Option("variance", "Weight of the variance term: every dimension should vary over the batch.", Min = 0)]
    public double Variance { get; init; } = 25;

    /// <summary>Weight of the covariance term; >= 0, no unit, default 1 (nu in the paper).</summary>
    [Option("covariance", "Weight of the covariance term: different dimensions should be uncorrelated.", Min = 0)]
    public double Covariance { get; init; } = 1;

    /// <summary>Samples in a batch; >= 2, default 256.</summary>
    [Option("batch", "Number of samples in a batch, over which each branch's covariance is taken.", Min = 2, Max = 1 << 24, Unit = "samples")]
    public int Batch { get; init; } = 256;
}
