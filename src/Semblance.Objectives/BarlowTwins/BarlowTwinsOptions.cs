using Semblance.Options;

namespace Semblance.Objectives.BarlowTwins;

/// <summary>Options of Barlow Twins.</summary>
public sealed record BarlowTwinsOptions
{
    /// <summary>Weight of the squared correlations between different dimensions; >= 0, no unit, default 0.0051 (lambda in the paper).</summary>
    [Option("off-diagonal", "Weight of the squared correlations between different dimensions.", Min = 0)]
    public double OffDiagonal { get; init; } = 0.0051;
}
