namespace Semblance.Objectives.Spectral.Solving;

/// <summary>Evidence that a solution is what it claims to be.</summary>
/// <param name="LiteralLoss">The method's loss worked out from the solution's own embedding.</param>
/// <param name="FormulaLoss">What the formula says the minimum is.</param>
/// <param name="From">What the literal loss was worked out from: <c>rows</c> of the embedding, <c>moments</c> of the features, <c>edges</c> of the graph.</param>
public sealed record Certificate(double LiteralLoss, double FormulaLoss, string From)
{
    /// <summary>Distance of both losses relative to max(1, |formula|).</summary>
    public double Gap => Math.Abs(LiteralLoss - FormulaLoss) / Math.Max(1, Math.Abs(FormulaLoss));

    /// <summary>What descents found; null when none was asked for.</summary>
    public DescentCheck? Descent { get; init; }
}
