using System.Text;
using Semblance.Files;
using Semblance.Insight.Report;

namespace Semblance.Insight.Capacity;

/// <summary>A capacity report as one self-contained HTML page.</summary>
public static class CapacityPage
{
    private const string Pale = "#9db8e0";

    /// <summary>Writes the page.</summary>
    /// <param name="comparison">What was found of each encoder.</param>
    /// <param name="path">Where to write it.</param>
    /// <exception cref="Errors.RunException">The page cannot be written.</exception>
    public static void Write(CapacityComparison comparison, string path) => AtomicFile.WriteText(path, Html(comparison));

    internal static string Html(CapacityComparison comparison)
    {
        var page = new Page("Semblance: capacity");
        if (!comparison.IsComparison) return Append(page, comparison.Chosen).ToString();
        page.Html(ComparisonCards.Heading(comparison)).Html(ComparisonCards.Choice(comparison));
        page.Row([ComparisonCards.Phi(comparison), .. ComparisonCards.Labels(comparison) is { } labels ? [labels] : Array.Empty<string>()]);

        // The advised encoder first; the others as they were given.
        foreach (var report in comparison.Reports.OrderBy(r => ReferenceEquals(r, comparison.Chosen) ? 0 : 1)) Append(page.Html("<div style=\"margin-top:44px\"></div>"), report);
        return page.ToString();
    }

    private static Page Append(Page page, CapacityReport report)
    {
        page.Html(Heading(report));
        page.Section("What it means", "Each sentence carries its own numbers.", $"<ul>{string.Concat(report.Findings.Select(f => $"<li>{Page.Text(f.Text)}</li>"))}{string.Concat(report.Warnings.Select(w => $"<li>Careful: {Page.Text(w)}.</li>"))}</ul>");
        page.Row([PhiCard(report), .. report.Spectrum.Count > 0 ? [SpectrumCard(report)] : Array.Empty<string>()]);
        var cards = new List<string>();
        if (report.Labels is not null) cards.Add(LabelCard(report));
        if (report.Clusters is not null) cards.Add(ClusterCard(report.Clusters));
        if (cards.Count > 0) page.Row([.. cards]);
        if (report.Clusters?.Certificate is { } certificate) page.Section("Certificate", "How far the chosen functions are from indicators of these clusters, and three bounds above it. The inner connection is over the functions looked at, not over every function of the encoder: optimistic.", Certificate(certificate));
        if (report.Trainings.Count > 0) page.Section("Trainings", "One for each lambda, size and repetition; the best of them counts at each size. At the optimum loss and minimum agree.", Trainings(report));
        return page;
    }

    private static string Heading(CapacityReport report)
    {
        var at = Math.Max(0, report.Sizes.ToList().IndexOf(report.Choice.Dim));
        (string Value, string Meaning)[] numbers =
        [
            ($"{report.Choice.Dim}", "dimensions advised"),
            (Page.Number(report.Phi[at], "F3"), "mean alignment phi there; 0 is invariant, 2 is unrelated views"),
            (Page.Number(1 - (report.Phi[at] / 2), "F3"), "mean correlation of two views"),
        ];
        return $"<h1>Capacity of {Page.Text(report.Encoder)}</h1><p>{Page.Text(report.Pairs)}; {report.Samples} samples to find functions on, {report.HeldOutSamples} held out; {report.Mode} probe.</p><div class=\"numbers\">{string.Concat(numbers.Select(n => $"<div><b>{n.Value}</b><span>{Page.Text(n.Meaning)}</span></div>"))}</div>";
    }

    private static string PhiCard(CapacityReport report)
    {
        List<Curve> curves =
        [
            new("held out", Palette.First, Points(report, report.Phi)),
            new("on the pairs they were found on", Pale, Points(report, report.TrainPhi)) { Style = CurveStyle.Dashed },
            new("tolerance", Palette.Third, [(report.Sizes[0], report.Tolerance), (report.Sizes[^1], report.Tolerance)]) { Style = CurveStyle.Dashed },
        ];
        if (report.Sizes.Contains(report.Choice.Dim)) curves.Add(new Curve($"{report.Choice.Dim} dimensions", Palette.Second, [(report.Choice.Dim, report.Phi[report.Sizes.ToList().IndexOf(report.Choice.Dim)])]) { Style = CurveStyle.Dots });
        return Page.Card("phi_m", "Mean alignment of the m most invariant orthonormal functions of this encoder: how much they change between two views of a sample. A class without limits would stay at 0.", Chart.Lines(curves, new ChartAxes("functions m", "phi_m", LogX: report.Sizes[^1] > 100)));
    }

    private static string SpectrumCard(CapacityReport report)
    {
        List<Curve> curves =
        [
            new("held out", Palette.First, Points(report, report.HeldOutSpectrum)),
            new("found", Pale, Points(report, report.Spectrum)) { Style = CurveStyle.Dashed },
        ];
        return Page.Card("Spectrum", $"What each function adds: its own alignment.{(report.HasConstant ? " The first is the constant function, which every class with a bias has." : "")} A gap says where invariant functions end.", Chart.Lines(curves, new ChartAxes("function", "alignment", LogX: report.Sizes[^1] > 100)));
    }

    private static string LabelCard(CapacityReport report)
    {
        var labels = report.Labels!;
        List<Curve> curves = [new("linear head, found", Pale, Points(report, labels.Error)) { Style = CurveStyle.Dashed }];
        if (labels.HeldOut is { } held) curves.Insert(0, new Curve("linear head, held out", Palette.First, Points(report, held)));
        curves.Add(new Curve("bound", Palette.Second, [.. report.Sizes.Zip(labels.Bound).Where(p => p.Second is not null and < 2).Select(p => ((double)p.First, p.Second!.Value))]) { Style = CurveStyle.Line });
        curves.Add(new Curve("a class without limits, on average", Palette.Third, Points(report, report.Universal.LabelError)) { Style = CurveStyle.Dashed });
        return Page.Card(
            "Labels",
            $"Squared error of a linear head on one-hot labels by size. The class leaves {Page.Number(labels.Inexpressible, "F3")} at any size; what it can express changes by {Page.Number(labels.LabelAlignment, "F3")} between views. With {labels.Labels} labels {labels.SuitedDim} dimensions suit best.",
            Chart.Lines(curves, new ChartAxes("functions", "error", LogX: report.Sizes[^1] > 100)));
    }

    private static string ClusterCard(ClusterEvidence clusters)
    {
        var text = new StringBuilder("<div class=\"scroll\"><table>");
        void Row(string name, string value) => text.Append("<tr><td>").Append(Page.Text(name)).Append("</td><td>").Append(Page.Text(value)).Append("</td></tr>");
        Row("clusters read off the functions", $"{clusters.Count}");
        Row("pairs that cross between clusters", $"{Page.Number(100 * clusters.Leakage, "F1")}%");
        Row("largest, smallest share", $"{Page.Number(clusters.Sizes.Max(), "F3")}, {Page.Number(clusters.Sizes.Min(), "F3")}");
        Row("agreement with k-means", Page.Number(clusters.Agreement, "F3"));
        if (clusters.LabelAgreement is { } agreement) Row("agreement with the labels", Page.Number(agreement, "F3"));
        return Page.Card("Clusters", "Held-out views, each assigned to the indicator it is largest in after a rotation of the chosen functions. Where k-means disagrees, the functions are no indicators.", text.Append("</table></div>").ToString());
    }

    private static string Certificate(ClusterCertificate c)
    {
        string Shown(double value) => double.IsFinite(value) ? Page.Number(value, "G4") : "none: as many pairs cross as the smallest cluster holds";
        (string, string)[] rows =
        [
            ("error of the best linear head", Shown(c.Error)), ("P_max tr(S_W)", Shown(c.Scatter)), ("P_max / 2 beta max P / (P - out) times the alignment eigenvalues", Shown(c.Spectral)),
            ("theorem 3.6: alpha / beta P_max / (P_min - alpha)", Shown(c.Theorem)), ("alpha, beta", $"{Shown(c.Alpha)}, {Shown(c.Beta)}"), ("P_min, P_max", $"{Shown(c.SmallestShare)}, {Shown(c.LargestShare)}"),
        ];
        return $"<div class=\"scroll\"><table>{string.Concat(rows.Select(r => $"<tr><td>{Page.Text(r.Item1)}</td><td>{Page.Text(r.Item2)}</td></tr>"))}</table></div>";
    }

    private static string Trainings(CapacityReport report)
    {
        var text = new StringBuilder("<div class=\"scroll\"><table><tr><th>outputs</th><th>lambda</th><th>repetition</th><th>loss</th><th>minimum</th><th>dimensions used</th><th>phi of all</th><th>disagreement</th></tr>");
        foreach (var t in report.Trainings)
        {
            text.Append("<tr>");
            foreach (var cell in new[] { $"{t.Outputs}", Page.Number(t.Lambda, "G4"), $"{t.Repeat + 1}", Page.Number(t.Loss, "F3"), Page.Number(t.Minimum, "F3"), $"{t.UsedDims}", Page.Number(t.Phi[^1], "F3"), Page.Number(t.Disagreement, "F3") }) text.Append("<td>").Append(cell).Append("</td>");
            text.Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static IReadOnlyList<(double X, double Y)> Points(CapacityReport report, IReadOnlyList<double> values) => [.. report.Sizes.Zip(values, (m, v) => ((double)m, v))];
}
