using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>What two views have in common of an attribute, as the features tell it.</summary>
/// <param name="Common">Covariance between views over variance, 1 when all views agree.</param>
/// <param name="Moved">Share of the difference between views that the parameters of the augmentation explain, adjusted for their number.</param>
/// <param name="Mover">The parameter that explains most alone; null without parameters.</param>
/// <param name="Extent">Deviation of the difference that the parameters make, over the attribute's own deviation.</param>
internal sealed record AlikeMeasure(double Common, double Moved, string? Mover, double Extent)
{
    /// <summary>Measures along the outputs of a head.</summary>
    /// <param name="head">What reads the attribute.</param>
    /// <param name="first">Coordinates of the first views, [rows, dim].</param>
    /// <param name="second">Of the second.</param>
    /// <param name="views">Their parameters.</param>
    internal static AlikeMeasure Of(LinearHead head, FeatureSet first, FeatureSet second, AuditViews views)
    {
        var (a, b) = (head.Apply(first.Values, first.Dim), head.Apply(second.Values, second.Dim));
        var differences = new double[a.Length];
        for (var i = 0; i < a.Length; i++) differences[i] = a[i] - b[i];
        var common = ViewStatistics.Common(a, b, head.Outputs);
        var steps = ViewStatistics.Steps(views);
        var moved = ViewStatistics.Explained(differences, head.Outputs, steps);
        var alone = steps.Select(s => ViewStatistics.Explained(differences, head.Outputs, [s])).ToArray();
        var mover = alone.Length == 0 || alone.Max() <= 0 ? null : views.Names[ViewStatistics.Places(views)[Array.IndexOf(alone, alone.Max())]];
        return new AlikeMeasure(common, moved, mover, Math.Sqrt(Math.Max(0, moved * 2 * (1 - common))));
    }
}
