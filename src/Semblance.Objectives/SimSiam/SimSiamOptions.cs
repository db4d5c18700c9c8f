using Semblance.Options;

namespace Semblance.Objectives.SimSiam;

/// <summary>Options of SimSiam.</summary>
public sealed record SimSiamOptions
{
    /// <summary>Size of the predictor's hidden layer; >= 1, default 512, a quarter of the paper's embedding.</summary>
    [Option("predictor-hidden", "Size of the predictor's hidden layer; a quarter of the embedding in the paper.", Min = 1, Max = 1 << 20, Unit = "features")]
    public int PredictorHidden { get; init; } = 512;
}
