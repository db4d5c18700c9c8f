namespace Semblance.Insight.Evaluation;

/// <summary>A 95% confidence interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>True when a value lies within, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
