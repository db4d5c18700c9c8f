using System.Text;
using Semblance.Files;
using Semblance.Insight.Report;

namespace Semblance.Insight.Advice;

/// <summary>Advice as one self-contained HTML page.</summary>
public static class AdvicePage
{
    private const int Shown = 30;

    /// <summary>Writes the page.</summary>
    /// <param name="report">The advice.</param>
    /// <param name="command">The training that follows; null where there is none.</param>
    /// <param name="path">Where to write it.</param>
    /// <exception cref="Errors.RunException">The page cannot be written.</exception>
    public static void Write(AdviceReport report, string? command, string path) => AtomicFile.WriteText(path, Html(report, command));

    internal static string Html(AdviceReport report, string? command)
    {
        var page = new Page("Semblance: advice");
        page.Html(Heading(report));
        page.Section("Verdict", "What the numbers say; each sentence carries its own.", Verdict(report, command));
        page.Row(SpectrumCard(report), report.Labels > 0 ? CurveCard(report) : RankCard(report));
        if (report.Labels > 0) page.Row(EnergyCard(report), InvarianceCard(report)).Row(DimensionCard(report), BatchCard(report));
        page.Section("Ranking", RankingText(report), Ranking(report));
        if (report.Pairs.Count > 1) page.Section("Pairs", "What each kind of pairs keeps of the labels.", PairTable(report));
        return page.ToString();
    }

    private static string Heading(AdviceReport report)
    {
        var numbers = new List<(string Value, string Meaning)> { (Page.Text(report.Advised.Candidate.Name), report.Pairs.Count > 1 ? $"advised, on {report.Advised.Pairs}" : "advised") };
        if (report.Advised.Forecast is { } forecast)
        {
            numbers.Add((Page.Number(forecast.Error, "F3"), $"expected error, {Page.Number(forecast.Interval.Low, "F3")} to {Page.Number(forecast.Interval.High, "F3")}; 1 is guessing"));
            numbers.Add((Page.Number(100 * forecast.Accuracy, "F0") + "%", $"expected accuracy with {report.Labels} labels"));
        }

        numbers.Add(($"{report.AdvisedDim}", "dimensions"));
        if (report.AdvisedPairs.Lift is { } lift) numbers.Add((Page.Number(lift, "F1"), "lift: labels against an average direction"));
        return $"<h1>Advice</h1><p>{Page.Text(report.AdvisedPairs.Description)}; {report.Labels} labels of {report.Classes} classes; candidates compared at {report.Dim} dimensions.</p><div class=\"numbers\">{string.Concat(numbers.Select(n => $"<div><b>{n.Value}</b><span>{Page.Text(n.Meaning)}</span></div>"))}</div>";
    }

    private static string Verdict(AdviceReport report, string? command)
    {
        var text = new StringBuilder("<ul>");
        foreach (var finding in report.Findings) text.Append("<li>").Append(Page.Text(finding.Text)).Append("</li>");
        text.Append("</ul>");
        if (command is not null) text.Append("<p>The training that follows:</p><div class=\"scroll\"><code>").Append(Page.Text(command)).Append("</code></div>");
        return text.ToString();
    }

    private static string SpectrumCard(AdviceReport report)
    {
        var spectrum = report.AdvisedPairs.Spectrum;
        List<Curve> curves = [new("correlation between views", Palette.First, [.. spectrum.Select((r, k) => (k + 1.0, r))]) { Style = CurveStyle.Line }];
        var kept = report.Advised.Candidate.Variances;
        curves.Add(new Curve($"kept by {report.Advised.Candidate.Name}", Palette.Second, [.. kept.Take(spectrum.Count).Select((v, k) => (k + 1.0, v))]) { Style = CurveStyle.Dashed });
        return Page.Card("Spectrum", "Correlation between views along each canonical direction, and the share of its variance that the advised method keeps.", Chart.Lines(curves, new ChartAxes("direction", "correlation, share kept", LogX: spectrum.Count > 30)));
    }

    private static string EnergyCard(AdviceReport report)
    {
        var sums = new List<(double X, double Y)>();
        var (sum, all) = (0.0, Math.Max(1e-300, report.AdvisedPairs.TaskEnergy!.Sum()));
        foreach (var (energy, k) in report.AdvisedPairs.TaskEnergy!.Select((e, k) => (e, k))) sums.Add((k + 1.0, (sum += energy) / all));
        List<(double X, double Y)> shares = [.. report.AdvisedPairs.TaskEnergy!.Select((e, k) => (k + 1.0, e / all))];
        return Page.Card(
            "Task energy",
            "Share of what the labels ask for along each direction, and added up. Where the curve rises, the labels live; an invariance that drops those directions drops them.",
            Chart.Lines(
                [new Curve("added up", Palette.First, sums) { Style = CurveStyle.Line }, new Curve("each direction", Palette.Third, shares) { Style = CurveStyle.Line }],
                new ChartAxes("direction", "share of task energy", LogX: sums.Count > 30)));
    }

    private static string CurveCard(AdviceReport report)
    {
        var best = report.Advised.Forecast!;
        List<Curve> curves =
        [
            new(report.Advised.Candidate.Name, Palette.First, [.. best.Curve.Select(p => ((double)p.Labels, p.Error))]),
            new("its 95% interval", "#9db8e0", [.. best.Curve.Select(p => ((double)p.Labels, p.Interval.Low))]) { Style = CurveStyle.Dashed },
            new("", "#9db8e0", [.. best.Curve.Select(p => ((double)p.Labels, p.Interval.High))]) { Style = CurveStyle.Dashed },
        ];
        if (report.Ranking.FirstOrDefault(r => r.Candidate.Name == CandidateList.Default && r.Pairs == report.Advised.Pairs && r.Candidate != report.Advised.Candidate) is { } usual) curves.Add(Against(usual, Palette.Second));
        if (report.Ranking.FirstOrDefault(r => r.Candidate.Kind == CandidateKind.Principal) is { } raw) curves.Add(Against(raw, Palette.Third));
        var card = Chart.Lines(curves, new ChartAxes("labelled samples", "expected error", LogX: true)).Replace("<span><i style=\"background:#9db8e0\"></i></span>", "", StringComparison.Ordinal);
        return Page.Card("Forecast", "Error to expect with fewer or more labels, as a share of guessing by class frequency. The interval is that of the leave-one-out error; what the formula is off by is not in it.", card);
    }

    private static Curve Against(RankedCandidate ranked, string colour) => new(ranked.Candidate.Name, colour, [.. ranked.Forecast!.Curve.Select(p => ((double)p.Labels, p.Error))]);

    private static string RankCard(AdviceReport report) => Page.Card(
        "Rank", "RankMe of VICReg's embedding against its ratio of invariance to variance.",
        Chart.Lines([new Curve("RankMe", Palette.First, [.. report.Ranking.Where(r => r.Pairs == report.Advised.Pairs && r.Candidate.Invariance is not null).OrderBy(r => r.Candidate.Invariance).Select(r => (r.Candidate.Invariance!.Value, r.Candidate.RankMe))])], new ChartAxes("invariance / variance", "RankMe", LogX: true)));

    private static string InvarianceCard(AdviceReport report) => SettingCard(
        "Invariance", $"Error of VICReg by its ratio of invariance to variance. {Page.Number(report.InvarianceRange.Low, "0.##")} to {Page.Number(report.InvarianceRange.High, "0.##")} are as good as the best.", report.Invariances, "invariance / variance", Palette.Second);

    private static string DimensionCard(AdviceReport report) => SettingCard(
        "Dimension", $"Error of the advised method by the size of its embedding; {report.AdvisedDim} is the smallest within 1% of the best.", report.Dimensions, "dimensions", Palette.First);

    private static string BatchCard(AdviceReport report) => SettingCard(
        "Batch", "Error of VICReg when its covariances are those of batches, which shrinks its spectrum.", report.Batches, "samples in a batch", Palette.Third);

    private static string SettingCard(string heading, string text, IReadOnlyList<Setting> settings, string axis, string colour) => Page.Card(
        heading, text, settings.Count < 2 ? "" : Chart.Lines([new Curve(axis, colour, [.. settings.Select(s => (s.Value, s.Error))])], new ChartAxes(axis, "error", LogX: true)));

    private static string RankingText(AdviceReport report) => report.Labels == 0
        ? "Without labels there is no error to rank by: the cautious choice first, then by how much of the spectrum is kept."
        : "Exact leave-one-out error of ridge regression on the best linear encoder of each method, best penalty; small print: 95% interval by bootstrap over labelled rows. The bar is the error, the thin line its interval, the dotted line guessing; used: dimensions that are not empty.";

    private static string Ranking(AdviceReport report)
    {
        var isMany = report.Pairs.Count > 1;
        var isChecked = report.Checked > 0;
        var text = new StringBuilder($"<div class=\"scroll\"><table><tr><th>candidate</th>{(isMany ? "<th>pairs</th>" : "")}<th>error</th><th></th><th>accuracy</th>{(isChecked ? "<th>measured</th>" : "")}<th>used</th><th>RankMe</th></tr>");
        foreach (var ranked in report.Ranking.Take(Shown))
        {
            var (candidate, f) = (ranked.Candidate, ranked.Forecast);
            text.Append(ranked == report.Advised ? "<tr class=\"best\">" : "<tr>").Append("<td>").Append(Page.Text(candidate.Name)).Append("</td>");
            if (isMany) text.Append("<td>").Append(Page.Text(candidate.IsSelfSupervised ? ranked.Pairs : "")).Append("</td>");
            text.Append(f is null ? "<td>–</td><td></td><td>–</td>" : $"<td>{Page.Number(f.Error, "F3")} <small>{Page.Number(f.Interval.Low, "F3")} to {Page.Number(f.Interval.High, "F3")}</small></td><td>{Bar(f)}</td><td>{Page.Number(100 * f.Accuracy, "F1")}%</td>");
            if (isChecked) text.Append("<td>").Append(f?.Measured is { } m ? Page.Number(m, "F3") : "–").Append("</td>");
            text.Append(candidate.Rank == 0 ? "<td>–</td><td>–</td>" : $"<td>{candidate.Rank}</td><td>{Page.Number(candidate.RankMe, "F1")}</td>").Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static string Bar(Forecast f)
    {
        static string At(double error) => Page.Number(100 * Math.Clamp(error, 0, 1.25) / 1.25, "F1");
        return $"<svg viewBox=\"0 0 100 14\" style=\"width:100px;height:14px\"><rect x=\"0\" y=\"3\" width=\"{At(f.Error)}\" height=\"8\" rx=\"2\" fill=\"#c9d8ef\"/><line x1=\"{At(f.Interval.Low)}\" x2=\"{At(f.Interval.High)}\" y1=\"7\" y2=\"7\" stroke=\"{Palette.First}\" stroke-width=\"2\"/><line x1=\"80\" x2=\"80\" y1=\"0\" y2=\"14\" stroke=\"#b9c1cb\" stroke-dasharray=\"2 2\"/></svg>";
    }

    private static string PairTable(AdviceReport report)
    {
        var text = new StringBuilder("<div class=\"scroll\"><table><tr><th>pairs</th><th>best error</th><th>task correlation</th><th>mean correlation</th><th>lift</th><th>rank</th><th>effective dimension</th></tr>");
        foreach (var q in report.Pairs)
        {
            var best = report.Ranking.Where(r => r.Pairs == q.Name && r.Candidate.IsSelfSupervised).Min(r => r.Forecast?.Error);
            text.Append(q == report.AdvisedPairs ? "<tr class=\"best\">" : "<tr>").Append("<td>").Append(Page.Text(q.Name)).Append("</td>");
            foreach (var (value, format) in new (double?, string)[] { (best, "F3"), (q.TaskCorrelation, "F3"), (q.MeanCorrelation, "F3"), (q.Lift, "F2"), (q.Rank, "0"), (q.EffectiveDim, "F1") }) text.Append("<td>").Append(value is { } v ? Page.Number(v, format) : "–").Append("</td>");
            text.Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }
}
