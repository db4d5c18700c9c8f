using Semblance.Options;

namespace Semblance.Insight.Advice;

/// <summary>What is asked of advice.</summary>
public sealed record AdviceOptions
{
    /// <summary>Size of the embedding that methods are compared at; null for the number of directions, at most 256.</summary>
    [Option("dim", "Size of the embedding that methods are compared at; none given: the number of directions, at most 256.", Min = 1, Max = 100_000)]
    public int? Dim { get; init; }

    /// <summary>Most labels that are used; others drawn at random are left out. Default 10,000.</summary>
    [Option("use-labels", "Most labels that are used, drawn at random from those there are.", Min = 10, Max = 1_000_000)]
    public int UseLabels { get; init; } = 10_000;

    /// <summary>Samples in a batch of the training that is advised on. Default 256.</summary>
    [Option("batch", "Samples in a batch of the training that is advised on.", Min = 2, Max = 1 << 20, Unit = "samples")]
    public int Batch { get; init; } = 256;

    /// <summary>Whether the forecast is compared with the error on labelled rows that were not used. Default false.</summary>
    [Option("check", "Whether the forecast is compared with the error on labelled rows that were not used.")]
    public bool Check { get; init; }

    /// <summary>Seed of every draw. Default 0.</summary>
    public long Seed { get; init; }
}
