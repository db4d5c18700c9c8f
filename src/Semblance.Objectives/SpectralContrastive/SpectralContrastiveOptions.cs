using Semblance.Options;

namespace Semblance.Objectives.SpectralContrastive;

/// <summary>Options of the spectral contrastive loss.</summary>
public sealed record SpectralContrastiveOptions
{
    /// <summary>Rows longer than this are scaled back to it; > 0, unit of the embedding, default none: no projection (sqrt(mu) in the authors' code).</summary>
    [Option("radius", "Rows longer than this are scaled back to this length before the loss; none: no projection.", Min = 0, MinExclusive = true, Unit = "unit of the embedding")]
    public double? Radius { get; init; }
}
