using Semblance.Options;

namespace Semblance.Objectives.Byol;

/// <summary>Options of BYOL.</summary>
public sealed record ByolOptions
{
    /// <summary>Size of the predictor's hidden layer; >= 1, default 4096.</summary>
    [Option("predictor-hidden", "Size of the predictor's hidden layer.", Min = 1, Max = 1 << 20, Unit = "features")]
    public int PredictorHidden { get; init; } = 4096;

    /// <summary>Decay of the target network at the start; in [0, 1], default 0.996, rising along half a cosine to 1 (tau in the paper).</summary>
    [Option("momentum", "Share of the target network's weights kept at each step at the start; rises along half a cosine to 1.", Min = 0, Max = 1)]
    public double Momentum { get; init; } = 0.996;
}
