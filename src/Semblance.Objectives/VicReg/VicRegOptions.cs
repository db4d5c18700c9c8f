using Semblance.Options;

namespace Semblance.Objectives.VicReg;

/// <summary>Options of VICReg.</summary>
public sealed record VicRegOptions
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

    /// <summary><c>hinge</c>: max(0, 1 - deviation), the paper's; <c>squared</c>: (1 - variance)^2, the form with a closed-form optimum. Default hinge.</summary>
    [Option("variance-form", "hinge: only deviations below 1 cost, as in the paper; squared: (1 - variance)^2, which has a closed-form optimum.", Words = "hinge|squared")]
    public string VarianceForm { get; init; } = "hinge";
}
