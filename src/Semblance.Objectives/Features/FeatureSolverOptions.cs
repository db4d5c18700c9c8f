using Semblance.Options;

namespace Semblance.Objectives.Features;

/// <summary>What is asked of <see cref="FeatureSolver"/>.</summary>
public sealed record FeatureSolverOptions
{
    /// <summary>Size of the embedding, at least 1 (p in the paper). Default 32.</summary>
    [Option("dim", "Size of the embedding.", Min = 1, Max = 100_000)]
    public int Dim { get; init; } = 32;

    /// <summary>Share of the supervised loss, in [0, 1]: 0 unsupervised, 1 supervised. Default 0.</summary>
    [Option("weight", "Share of the supervised loss; the rest is the unsupervised one.", Min = 0, Max = 1)]
    public double Weight { get; init; }

    /// <summary>Added to the total moment: ridge * trace / features * I; >= 0, no unit. Default 0: directions without variance are left out instead. Real data want 1e-4.</summary>
    [Option("ridge", "Share of the mean second moment added to every feature's.", Min = 0)]
    public double Ridge { get; init; }

    /// <summary>Eigenvalues this close to each other, relative to the largest, are tied: of such directions the shortest come first. Default 1e-6.</summary>
    [Option("tie-tolerance", "Eigenvalues this close are tied; the shortest of their directions come first.", Min = 0, Max = 0.1)]
    public double TieTolerance { get; init; } = 1e-6;
}
