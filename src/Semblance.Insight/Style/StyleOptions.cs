namespace Semblance.Insight.Style;

/// <summary>How content and style are scored.</summary>
public sealed record StyleOptions
{
    /// <summary>Training samples the probes of style and the decoders are fitted on, at most; >= 100, default 20,000.</summary>
    public int TrainRows { get; init; } = 20_000;

    /// <summary>Training samples the classifiers of content are fitted on, at most; null, the default, for as many as for style.</summary>
    public int? ContentRows { get; init; }

    /// <summary>Test samples, at most; >= 100, default 10,000.</summary>
    public int TestRows { get; init; } = 10_000;

    /// <summary>Seed of draws and splits.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that make views, >= 1. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Parts of the content score, as in <c>evaluate --parts</c>. Default all that labels allow.</summary>
    public string Content { get; init; } = "knn,linear,mlp,clustering";

    /// <summary>Whether the input counts as a layer. Default true.</summary>
    public bool HasInput { get; init; } = true;

    /// <summary>Steps of the decoder fitted to the frozen features; 0 for none. Default 700.</summary>
    public int DecoderSteps { get; init; } = 700;
}
