using Semblance.Objectives.Generative;
using Semblance.Options;

namespace Semblance.Objectives.BetaVae;

/// <summary>Options of the beta-VAE.</summary>
public sealed record BetaVaeOptions : GenerativeOptions
{
    /// <summary>Factor on the divergence from the prior; > 0, default 4 (Higgins et al. try 1 to 250).</summary>
    [Option("beta", "Factor on the divergence of the posterior from the prior.", Min = 0, MinExclusive = true)]
    public double Beta { get; init; } = 4;
}
