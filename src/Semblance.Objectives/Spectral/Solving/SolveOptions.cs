using Semblance.Options;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>What is asked of a closed-form solution.</summary>
public sealed record SolveOptions
{
    /// <summary>Size of the embedding; at least 1, default 32.</summary>
    [Option("dim", "Size of the embedding.", Min = 1, Max = 100_000)]
    public int Dim { get; init; } = 32;

    /// <summary>Penalty on the squared length of the encoder's weights, or on the norm in the kernel's function space; >= 0, in units of the loss, default 0.</summary>
    [Option("weight-decay", "Penalty on the squared length of the encoder's weights (with a kernel: on the norm in its function space), in units of the loss.", Min = 0)]
    public double WeightDecay { get; init; }

    /// <summary>Added to the total covariance: ridge * trace / features * I; >= 0, no unit, default 0 (directions without variance are left out instead).</summary>
    [Option("ridge", "Share of the mean variance added to every feature's variance before whitening; 0 leaves out directions without variance instead.", Min = 0)]
    public double Ridge { get; init; }

    /// <summary>Gradient descents, from seeded random starts, that try to find a lower loss; >= 0, default 0.</summary>
    [Option("descents", "Gradient descents from random starts that try to beat the formula; their best loss is part of the certificate.", Min = 0, Max = 1000)]
    public int Descents { get; init; }

    /// <summary>Seeds the descents and any random draw; default 0.</summary>
    public long Seed { get; init; }
}
