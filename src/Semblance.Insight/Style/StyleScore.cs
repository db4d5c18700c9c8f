using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Style;

/// <summary>How well one thing of style can be read off a layer by a linear map.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsChoice">Accuracy of a choice; R2 of a number otherwise.</param>
/// <param name="Score">The score on test rows.</param>
/// <param name="Interval">95%, over test rows.</param>
/// <param name="Chance">What the more frequent answer alone reaches; 0 for R2.</param>
public sealed record StyleScore(string Name, bool IsChoice, double Score, Interval Interval, double Chance)
{
    /// <summary>Share of what can be known beyond chance, in [0, 1].</summary>
    public double AboveChance => Math.Clamp((Score - Chance) / Math.Max(1 - Chance, 1e-9), 0, 1);
}
