using Semblance.Options;

namespace Semblance.Pairs.Moments;

/// <summary>How moments are taken from a data set.</summary>
public sealed record MomentOptions
{
    /// <summary>Views of each sample and epoch, 2 to 64. Default 2.</summary>
    [Option("views", "Views of each sample.", Min = 2, Max = 64)]
    public int Views { get; init; } = 2;

    /// <summary>Passes over the data, each with fresh views, at least 1. Default 1.</summary>
    [Option("epochs", "Passes over the data, each with fresh views.", Min = 1, Max = 1_000_000)]
    public int Epochs { get; init; } = 1;

    /// <summary>Number of the first epoch, which its draws depend on: to go on where earlier moments ended. Default 0.</summary>
    [Option("first-epoch", "Number of the first epoch, to go on where earlier moments ended.", Min = 0, Max = 1_000_000_000)]
    public int FirstEpoch { get; init; }

    /// <summary>Seed of everything random. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Threads that make views, at least 1; the result does not depend on it. Default 1.</summary>
    [Option("workers", "Threads that make views.", Min = 1, Max = 256)]
    public int Workers { get; init; } = 1;

    /// <summary>Precision of the products. Default float64.</summary>
    public MomentPrecision Precision { get; init; } = MomentPrecision.Float64;
}
