using Semblance.Options;

namespace Semblance.Objectives.SimClr;

/// <summary>Options of SimCLR.</summary>
public sealed record SimClrOptions
{
    /// <summary>Divides cosine similarities before the softmax; > 0, no unit, default 0.5 (tau in the paper).</summary>
    [Option("temperature", "Divides cosine similarities before the softmax; small values weigh hard negatives more.", Min = 0.001, Max = 100)]
    public double Temperature { get; init; } = 0.5;
}
