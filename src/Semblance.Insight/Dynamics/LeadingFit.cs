namespace Semblance.Insight.Dynamics;

/// <summary>How good the leading directions of very many features are.</summary>
public sealed record LeadingFit
{
    /// <summary>How many are kept.</summary>
    public required int Directions { get; init; }

    /// <summary>Passes over the pairs.</summary>
    public required int Passes { get; init; }

    /// <summary>|C v - rho v| of each mode shown: an eigenvalue of the moment C of all features lies within it of rho; null on whitened inputs.</summary>
    public IReadOnlyList<double>? Residuals { get; init; }

    /// <summary>Share of all variance along the directions kept; null where inputs are not whitened.</summary>
    public double? VarianceShare { get; init; }
}
