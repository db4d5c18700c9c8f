namespace Semblance.Insight.Benchmarks;

/// <summary>One measured figure, with a peer's beside it where there is one.</summary>
public sealed record BenchmarkFigure
{
    /// <summary>The benchmark's word, with what tells several of its figures apart: <c>train-narrow/bf16</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was measured, with its size.</summary>
    public required string What { get; init; }

    /// <summary>Unit of the values: us, ms, s, images/s, share.</summary>
    public required string Unit { get; init; }

    /// <summary>The median of <see cref="Values"/>; null when it could not be measured, see <see cref="Note"/>.</summary>
    public double? Value { get; init; }

    /// <summary>Every measurement, in order.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>What is compared with; null when nothing is.</summary>
    public string? Peer { get; init; }

    /// <summary>The median of the peer's measurements.</summary>
    public double? PeerValue { get; init; }

    /// <summary>Every measurement of the peer, each taken right after ours of the same number.</summary>
    public IReadOnlyList<double> PeerValues { get; init; } = [];

    /// <summary>How many times faster than the peer: the median of the ratios of neighbouring measurements.</summary>
    public double? Ratio { get; init; }

    /// <summary>The same by processor time of all threads, where both sides told it.</summary>
    public double? ProcessorRatio { get; init; }

    /// <summary>What is wanted; null when nothing is.</summary>
    public BenchmarkTarget? Target { get; init; }

    /// <summary>Whether the target is met; null without a target, a value, or at reduced size.</summary>
    public bool? Pass { get; init; }

    /// <summary>Why something is missing, or what else must be known.</summary>
    public string? Note { get; init; }

    /// <summary>Other numbers by name: memory, accuracy, objective.</summary>
    public IReadOnlyDictionary<string, double> Details { get; init; } = new Dictionary<string, double>();

    /// <summary>The same with the target judged.</summary>
    /// <param name="isFullSize">Whether it was measured at the size that the target is for.</param>
    /// <param name="isRight">Whether the results themselves are what they should be.</param>
    internal BenchmarkFigure Judged(bool isFullSize, bool isRight = true)
    {
        var seen = Target is { IsRatio: true } ? Ratio : Value;
        return this with { Pass = Target is null || seen is null || !isFullSize ? null : isRight && Target.IsMet(seen.Value) };
    }
}
