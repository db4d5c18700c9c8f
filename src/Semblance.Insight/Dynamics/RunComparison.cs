using Semblance.Insight.Tangent;
using Semblance.Numerics;

namespace Semblance.Insight.Dynamics;

/// <summary>A real run beside its forecast: sizes of the leading modes of its embedding, epoch by epoch.</summary>
public sealed record RunComparison
{
    /// <summary>Time at the start and at the end of each epoch: learning rate times steps, over 1 - momentum, [epochs + 1].</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>What two views have in common along each principal direction of the embedding, descending, [epochs + 1, modes].</summary>
    public required Matrix Shared { get; init; }

    /// <summary>First time at which each of them had half of its last value, [modes]; infinite for those that stayed below 5% of the largest.</summary>
    public required IReadOnlyList<double> HalfTimes { get; init; }

    /// <summary>Half-times foretold, ascending, [modes].</summary>
    public required IReadOnlyList<double> Foretold { get; init; }

    /// <summary>Factor of time that fits best, the median of measured over foretold; null when nothing can be compared.</summary>
    public required double? TimeFactor { get; init; }

    /// <summary>Measured over foretold half-time after that factor, less 1, [modes]; NaN where one of them is missing.</summary>
    public required IReadOnlyList<double> Errors { get; init; }

    /// <summary>How far the tangent kernel of encoder and head has moved from before training to now; null when the network is too large to tell.</summary>
    public TangentDrift? KernelDrift { get; init; }

    /// <summary>What the run has that the forecast does not know, and what that does, one sentence each.</summary>
    public required IReadOnlyList<string> Explanations { get; init; }
}
