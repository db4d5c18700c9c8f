using Semblance.Options;

namespace Semblance.Insight.Features;

/// <summary>What is asked of a forecast of features.</summary>
public sealed record FeatureForecastOptions
{
    /// <summary>Size of the embedding, at least 1. Default 128.</summary>
    [Option("dim", "Size of the embedding.", Min = 1, Max = 100_000)]
    public int Dim { get; init; } = 128;

    /// <summary>Share of the supervised loss, in [0, 1]: 0 without labels, 1 labels alone, between a joint loss. Default 0.</summary>
    [Option("weight", "Share of the supervised loss; 0 for training without labels.", Min = 0, Max = 1)]
    public double Weight { get; init; }

    /// <summary>Share of what linear features tell of an attribute that must be left for it to survive, in (0, 1]. Default 0.8.</summary>
    [Option("threshold", "Share of what the inputs tell of an attribute that must be left for it to survive.", Min = 0.01, Max = 1)]
    public double Threshold { get; init; } = 0.8;

    /// <summary>Share of the mean second moment added to every feature's. Default 1e-4.</summary>
    [Option("ridge", "Share of the mean second moment added to every feature's.", Min = 0, Max = 1)]
    public double Ridge { get; init; } = 1e-4;

    /// <summary>Samples drawn from a data set, at least 100. Default 5000.</summary>
    [Option("samples", "Samples drawn from the data set.", Min = 100, Max = 10_000_000)]
    public int Samples { get; init; } = 5000;

    /// <summary>Views of each, at least 2; four or more tell noise from what views share. Default 4.</summary>
    [Option("views", "Views of each sample.", Min = 2, Max = 64)]
    public int Views { get; init; } = 4;

    /// <summary>Seed of the views. Default 0.</summary>
    public long Seed { get; init; }
}
