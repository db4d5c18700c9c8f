namespace Semblance.Insight.Experiments;

/// <summary>One statement of a paper, checked.</summary>
/// <param name="Id">Experiment and name: <c>E3.rank</c>.</param>
/// <param name="Text">The statement in words.</param>
/// <param name="Expected">What the paper or the formula says, as text: a number with its tolerance, a bound.</param>
/// <param name="Measured">What came out, as text.</param>
/// <param name="Passes">Whether the statement held.</param>
public sealed record Claim(string Id, string Text, string Expected, string Measured, bool Passes)
{
    /// <summary>The numbers behind <see cref="Expected"/>; null where it is no number.</summary>
    public IReadOnlyList<double>? ExpectedNumbers { get; init; }

    /// <summary>The numbers behind <see cref="Measured"/>; null where it is no number.</summary>
    public IReadOnlyList<double>? MeasuredNumbers { get; init; }

    /// <summary>What a reader should know of it: a deviation from the paper, why it fails; null when there is nothing.</summary>
    public string? Note { get; init; }
}
