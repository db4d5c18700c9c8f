using System.Globalization;

namespace Semblance.Insight.Capacity;

/// <summary>Encoders probed under the same views, and the one to take.</summary>
/// <param name="Reports">What was found of each, in the order given; at least one.</param>
/// <param name="Best">Place of the advised one.</param>
/// <param name="Reason">Why that one, in a sentence with numbers.</param>
/// <remarks>With labels, the encoder whose functions leave least of them unexplained at the size that suits them: a smaller class has larger alignments, which helps, and expresses less, which hurts, and this error holds both. Without labels, one whose
/// invariant functions come to a clear end, else the one whose functions change least at the largest common size. What is within two hundredths of the best is as good, and the first named of those is taken: name the cheapest encoder first.</remarks>
public sealed record CapacityComparison(IReadOnlyList<CapacityReport> Reports, int Best, string Reason)
{
    private const double Alike = 1.02, Nothing = 1e-3;

    /// <summary>The advised encoder's report.</summary>
    public CapacityReport Chosen => Reports[Best];

    /// <summary>Whether there is more than one encoder.</summary>
    public bool IsComparison => Reports.Count > 1;

    /// <summary>The largest number of functions that all were looked at with; null where sweeps have no size in common.</summary>
    public int? CommonSize => Reports.Select(r => r.Sizes.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).Select(s => (int?)s).Max();

    /// <summary>Chooses among reports.</summary>
    /// <param name="reports">At least one, of the same pairs.</param>
    internal static CapacityComparison Of(IReadOnlyList<CapacityReport> reports)
    {
        if (reports.Count == 1) return new(reports, 0, reports[0].Choice.Reason);
        if (reports.All(r => r.Labels is not null)) return ByLabels(reports);
        var ended = reports.Where(r => r.Choice.Rule is "invariant" or "gap").ToList();
        var common = new CapacityComparison(reports, 0, "").CommonSize;
        double Change(CapacityReport r) => r.Phi[common is { } size ? r.Sizes.ToList().IndexOf(size) : Math.Max(0, r.Sizes.ToList().IndexOf(r.Choice.Dim))];
        var best = First(ended.Count > 0 ? ended : reports, Change);
        var where = common is { } m ? $"at {m} functions" : "at its own size";
        var why = ended.Count > 0
            ? $"its invariant functions come to a clear end at {best.Choice.Dim}{(ended.Count < reports.Count ? $", those of {Others(reports.Except(ended))} do not" : $", and change by {Text(Change(best))} {where}, those of {Others(reports.Where(r => r != best), Change)}")}"
            : $"its functions change least {where}: phi {Text(Change(best))} against {Others(reports.Where(r => r != best), Change)}{(reports.Any(r => Change(r) <= Alike * (Change(best) + Nothing) && r != best) ? "; what is within 2% counts as alike, and the first named is taken" : "")}";
        return new(reports, IndexOf(reports, best), $"{why}. Without labels nothing says which of the functions matter: give --labels where you have some");
    }

    /// <summary>The sizes to train with: nearly invariant functions, and what suits the labels where there are any.</summary>
    public string Sizes => Chosen.Labels is { } labels
        ? $"{Chosen.Choice.Dim} dimensions are {(Chosen.Choice.Rule == "none" ? "the least" : "nearly invariant")}, {labels.SuitedDim} suit {labels.Labels} labels best"
        : $"{Chosen.Choice.Dim} dimensions: {Chosen.Choice.Reason}";

    /// <summary>The least held-out error of a linear head at the size that suits the number of labels.</summary>
    internal static double LabelError(CapacityReport report) => (report.Labels!.HeldOut ?? report.Labels.Error)[report.Labels.SuitedDim - 1];

    private static CapacityComparison ByLabels(IReadOnlyList<CapacityReport> reports)
    {
        var best = First(reports, LabelError);
        var near = reports.Where(r => r != best && LabelError(r) <= (Alike * LabelError(best)) + Nothing).ToList();
        var why = $"a linear head on {best.Labels!.SuitedDim} of its functions leaves {Text(LabelError(best))} of the labels unexplained, against {Others(reports.Where(r => r != best), LabelError)}";
        return new(reports, IndexOf(reports, best), near.Count > 0 ? $"{why}; what is within 2% counts as alike, and the first named is taken" : why);
    }

    private static CapacityReport First(IReadOnlyList<CapacityReport> reports, Func<CapacityReport, double> measure)
    {
        var least = reports.Min(measure);
        return reports.First(r => measure(r) <= (Alike * least) + Nothing);
    }

    private static string Others(IEnumerable<CapacityReport> reports, Func<CapacityReport, double>? measure = null) =>
        string.Join(", ", reports.Select(r => measure is null ? r.Encoder : $"{Text(measure(r))} of {r.Encoder}"));

    private static int IndexOf(IReadOnlyList<CapacityReport> reports, CapacityReport report) => reports.ToList().FindIndex(r => ReferenceEquals(r, report));

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
