using Semblance.Objectives.Generative;
using Semblance.Options;

namespace Semblance.Objectives.CrVae;

/// <summary>Options of the consistency-regularised VAE.</summary>
public sealed record CrVaeOptions : GenerativeOptions
{
    /// <summary>Factor on the divergence between the posteriors of two views; >= 0, default 0.1.</summary>
    [Option("consistency", "Factor on the divergence of the posterior of each further view from that of the first.", Min = 0)]
    public double Consistency { get; init; } = 0.1;
}
