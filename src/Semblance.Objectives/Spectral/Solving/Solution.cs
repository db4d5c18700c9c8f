using Semblance.Numerics;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>The optimum of a method on given pairs, without training.</summary>
public sealed record Solution
{
    /// <summary>Canonical correlations of the pairs, descending: all directions of the features, or the first ones of a graph.</summary>
    public required double[] Spectrum { get; init; }

    /// <summary>What the method keeps of each direction, and its loss.</summary>
    public required FilteredSpectrum Filter { get; init; }

    /// <summary>Literal loss, formula and what descents found.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>What a user should know, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Directions the features really span; the number of nodes for a graph.</summary>
    public required int EffectiveDim { get; init; }

    /// <summary>The encoder; null for a free embedding.</summary>
    public SpectralEncoder? Encoder { get; init; }

    /// <summary>The embedding of a graph's nodes, [nodes, dim]; null where there is an encoder.</summary>
    public Matrix? Embedding { get; init; }

    /// <summary>Number of dimensions of the embedding that are used.</summary>
    public int Rank => Filter.Rank;
}
