namespace Semblance.Training.Monitor;

/// <summary>One look of the collapse monitor; the same for the same config and machine.</summary>
public sealed record MonitorRecord
{
    /// <summary>Samples looked at, each in two views.</summary>
    public required int Samples { get; init; }

    /// <summary>The encoder's output.</summary>
    public required LayerMeasures Representation { get; init; }

    /// <summary>The head's output.</summary>
    public required LayerMeasures Embedding { get; init; }

    /// <summary>Effective rank of what two views have in common (variance times correlation) at the method's optimum on this representation; for methods without closed form
    /// of the directions on which views agree.</summary>
    public required double ExpectedRank { get; init; }

    /// <summary>Variance of that optimum; null for losses that do not see the scale of the embedding.</summary>
    public double? ExpectedVariance { get; init; }

    /// <summary>Least correlation of two views that the method keeps beside a perfect direction.</summary>
    public required double Threshold { get; init; }

    /// <summary>The representation's leading canonical directions, at most 16.</summary>
    public required IReadOnlyList<DirectionMeasure> Directions { get; init; }

    /// <summary>How the embedding as a whole is read.</summary>
    public required MonitorVerdict State { get; init; }

    /// <summary>What was found, alerts first; empty when all is as it should be.</summary>
    public required IReadOnlyList<MonitorFinding> Findings { get; init; }

    /// <summary>Looks in a row, this one included, that found a collapse.</summary>
    public int CollapsedLooks { get; init; }
}
