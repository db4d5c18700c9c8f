using Semblance.Options;

namespace Semblance.Objectives.SupCon;

/// <summary>Options of supervised contrastive learning.</summary>
public sealed record SupConOptions
{
    /// <summary>Divides cosine similarities before the softmax; > 0, no unit, default 0.1 (tau in the paper).</summary>
    [Option("temperature", "Divides cosine similarities before the softmax; small values weigh hard negatives more.", Min = 0.001, Max = 100)]
    public double Temperature { get; init; } = 0.1;

    /// <summary><c>out</c>: mean over positives outside the logarithm (equation 2); <c>in</c>: inside (equation 3). Default out, the better in the paper.</summary>
    [Option("form", "out: the mean over positives is outside the logarithm, the better in the paper; in: inside.", Words = "out|in")]
    public string Form { get; init; } = "out";
}
