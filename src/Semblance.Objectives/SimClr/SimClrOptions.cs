using Semblance.Options;

namespace Semblance.Objectives.SimClr;

/// <summary>Options of SimCLR.</summary>
public sealed record SimClrOptions
{
    /// <summary>Divides cosine similarities before the softmax; > 0, no unit, default 0.5 (tau in the paper).</summary>
    [Option("temperature", "Divides cosine similarities before the softmax; small values weigh hard negatives more.", Min = 0.001, Max = 100)]
    public double Temperature { get; init; } = 0.5;

    /// <summary>Implicit feature modification: the loss is averaged with that of similarities in which positives are this much lower and all others this much higher; in [0, 1], default 0 (epsilon of Robinson et al. 2021).</summary>
    [Option("perturbation", "Averages the loss with one whose positives are this much less similar and negatives this much more (implicit feature modification).", Min = 0, Max = 1)]
    public double Perturbation { get; init; }
}
