namespace Semblance.Insight.Features;

/// <summary>What an embedding of some size tells of an attribute.</summary>
/// <param name="Dim">Size of the embedding.</param>
/// <param name="Explained">Share of the attribute's variance that a linear map of the embedding explains, corrected for chance, in [0, 1].</param>
public sealed record CoveragePoint(int Dim, double Explained);
