using Semblance.Options;

namespace Semblance.Pairs.Synthetic;

/// <summary>Options that every synthetic data set has.</summary>
public abstract record SyntheticOptions
{
    /// <summary>Natural samples in each split, 2 to 10,000,000. Default 5000.</summary>
    [Option("samples", "Natural samples in each split; each gives as many rows as it has views.", Min = 2, Max = 10_000_000)]
    public int Samples { get; init; } = 5000;

    /// <summary>Views stored of each natural sample, 1 to 64. Default 2.</summary>
    [Option("views", "Views stored of each natural sample: rows of the data set that belong together.", Min = 1, Max = 64)]
    public int Views { get; init; } = 2;

    /// <summary>The factor that gives the labels; null, the default, for the first one.</summary>
    [Option("label", "The factor that gives the labels. Default: the first one of the list.")]
    public string? Label { get; init; }

    /// <summary>Seed of the draws. Default 0.</summary>
    [Option("seed", "Seed of the draws; the same for the same data.", Min = 0)]
    public int Seed { get; init; }

    /// <summary>Checks what single ranges cannot say.</summary>
    /// <exception cref="Errors.RequestException">Two values contradict each other.</exception>
    internal virtual void Validate()
    {
    }
}
