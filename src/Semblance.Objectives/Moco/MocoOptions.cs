using Semblance.Options;

namespace Semblance.Objectives.Moco;

/// <summary>Options of MoCo.</summary>
public sealed record MocoOptions
{
    /// <summary>Number of keys of earlier batches that serve as negatives; >= 1, default 65536.</summary>
    [Option("queue", "Number of keys of earlier batches that serve as negatives.", Min = 1, Max = 1 << 24, Unit = "keys")]
    public int Queue { get; init; } = 65536;

    /// <summary>Decay of the key network; in [0, 1], constant, default 0.999 (m in the paper).</summary>
    [Option("momentum", "Share of the key network's weights kept at each step.", Min = 0, Max = 1)]
    public double Momentum { get; init; } = 0.999;

    /// <summary>Divides cosine similarities before the softmax; > 0, no unit, default 0.2 as in version 2 (tau in the paper, 0.07 in version 1).</summary>
    [Option("temperature", "Divides cosine similarities before the softmax; small values weigh hard negatives more.", Min = 0.001, Max = 100)]
    public double Temperature { get; init; } = 0.2;

    /// <summary>Implicit feature modification: the loss is averaged with that of similarities in which positives are this much lower and all others this much higher; in [0, 1], default 0 (epsilon of Robinson et al. 2021).</summary>
    [Option("perturbation", "Averages the loss with one whose positives are this much less similar and negatives this much more (implicit feature modification).", Min = 0, Max = 1)]
    public double Perturbation { get; init; }
}
