using Semblance.Tensors;

namespace Semblance.Insight.Generation;

/// <summary>What to draw of a generative run.</summary>
public sealed record GenerationOptions
{
    /// <summary>Columns of every grid; 2 to 32, default 10.</summary>
    public int Columns { get; init; } = 10;

    /// <summary>Seed of what is drawn.</summary>
    public int Seed { get; init; }

    /// <summary>Samples drawn for the Frechet distance, and test samples compared with; 0 for none. Default 5,000.</summary>
    public int FrechetSamples { get; init; } = 5000;

    /// <summary>A run whose own features the Frechet distance is taken in; null for an untrained convolutional encoder.</summary>
    public string? FeaturesRun { get; init; }

    /// <summary>Folder to look for data in first; null for the usual places.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Where to compute.</summary>
    public Device Device { get; init; }
}
