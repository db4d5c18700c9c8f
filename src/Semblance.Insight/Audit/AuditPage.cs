using Semblance.Files;
using Semblance.Insight.Report;

namespace Semblance.Insight.Audit;

/// <summary>An audit as one self-contained HTML page.</summary>
public static class AuditPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="path">Where to write it.</param>
    /// <exception cref="Errors.RunException">The page cannot be written.</exception>
    public static void Write(AuditReport report, string path) => AtomicFile.WriteText(path, Html(report));

    internal static string Html(AuditReport report)
    {
        var page = new Page("Semblance: audit");
        page.Html(Heading(report));
        if (report.Findings.Count > 0) page.Section("Findings", "Each with the numbers it rests on, the likely cause and what to change.", string.Concat(report.Findings.Select(Finding)));
        if (report.Probes.Count > 0) page.Section("What is told of each attribute", "The bar is the skill of a linear head on the features, 0 for guessing and 1 for always right; the line on it is its 95% interval. Marks show what references tell; the grey mark is the same head on a random permutation. Heads see directions of enough variance only, as blind scaling would bring back what is practically gone.", ProbeBars.Html(report.Probes));
        page.Row(Spectrum(report), report.Sensitivities.Count > 0 ? Sensitivity(report) : "").Html(Heads(report));
        if (report.Forecast.Count > 0) page.Section("Forecast", "What the inputs and their views alone say, linearly: how much of each attribute two views share, how much of it an embedding of this size keeps without labels, and the smallest embedding that keeps it.", Forecast(report));
        page.Section("Checked", "What was looked at and found fine, and what could not be checked with what was given.", Checks(report));
        return page.ToString();
    }

    /// <summary>One finding.</summary>
    internal static string Finding(AuditFinding f)
    {
        var evidence = string.Concat(f.Evidence.Select(e => $"<tr><td>{Page.Text(e.Name)}</td><td>{Number(e.Value)}</td><td>{(e.Low is { } low ? $"{Number(low)} to {Number(e.High!.Value)}" : "–")}</td><td>{(e.Against is { } line ? Number(line) : "–")}</td></tr>"));
        return $"""
            <div style="border-left:4px solid {Colour(f.Severity)};padding:2px 0 2px 14px;margin:16px 0">
            <b style="color:{Colour(f.Severity)}">{f.Severity.ToString().ToLowerInvariant()}</b> &nbsp;<code>{f.Id}</code><br>{Page.Text(f.Text)}
            <div class="scroll"><table><tr><th>evidence</th><th>value</th><th>95% interval</th><th>against</th></tr>{evidence}</table></div>
            <p style="margin-top:8px"><b>Likely cause:</b> <code>{f.Cause}</code>. {Page.Text(f.Why)}<br><b>Remedy:</b> {Page.Text(f.Remedy)}<br><code>{Page.Text(f.Option)}</code></p></div>
            """;
    }

    internal static string Colour(AuditSeverity severity) => severity switch { AuditSeverity.Critical => "#b3261e", AuditSeverity.Warning => "#b26a00", _ => "#5b6876" };

    private static string Heading(AuditReport report)
    {
        var metrics = report.Metrics;
        List<(string Value, string Meaning)> numbers =
        [
            ($"{report.Findings.Count(f => f.Severity == AuditSeverity.Critical)}", "critical"), ($"{report.Findings.Count(f => f.Severity == AuditSeverity.Warning)}", "warnings"), ($"{report.Checked.Count(c => c.IsDone)}", "found fine"),
            (Page.Number(metrics["rankme_centred"], "F1"), $"RankMe, of {Page.Number(metrics["rankme_attainable"], "F1")} attainable"),
        ];
        if (metrics.TryGetValue("label_accuracy", out var accuracy)) numbers.Add((Page.Number(100 * accuracy, "F1") + "%", "labels told, balanced accuracy"));
        if (metrics.TryGetValue("views_common", out var common)) numbers.Add((Page.Number(100 * common, "F0") + "%", "in common between two views"));
        return $"<h1>Audit</h1><p>{Page.Text(report.Description)}: {report.Rows} rows, {report.Dim} dimensions. {Page.Text(report.Verdict)}</p><div class=\"numbers\">{string.Concat(numbers.Select(n => $"<div><b>{n.Value}</b><span>{Page.Text(n.Meaning)}</span></div>"))}</div>";
    }

    private static string Spectrum(AuditReport report)
    {
        var total = Math.Max(report.Spectrum.Sum(), 1e-300);
        return Page.Card(
            "Spectrum", "Variance along the principal directions, largest first, as a share of all. Heads see what lies above the dashed line, a thousandth of the largest.",
            Chart.Lines(
                [
                    new Curve("features", Palette.First, [.. report.Spectrum.Select((v, k) => (k + 1.0, Math.Max(v / total, 1e-9)))]),
                    new Curve("a thousandth of the largest", Palette.Second, [(1, 1e-3 * report.Spectrum[0] / total), (report.Spectrum.Count, 1e-3 * report.Spectrum[0] / total)]) { Style = CurveStyle.Dashed },
                ],
                "direction", "share of variance", logY: true));
    }

    private static string Sensitivity(AuditReport report) => Page.Card(
        "Invariance", "How well the features tell each number that the augmentation drew, R2: 0 is invariant. Marks: the untrained encoder.",
        ProbeBars.Of([.. report.Sensitivities.Select(s => new Bar(s.Parameter, s.Read, s.Low, s.High, s.Baseline is { } b ? [("untrained encoder", b, Palette.Second)] : []))], 460));

    private static string Heads(AuditReport report)
    {
        if (report.Probes.Count == 0) return "";
        var rows = string.Concat(report.Probes.Select(p => $"<tr><td>{Page.Text(p.Attribute)}</td><td>{p.Kind}</td><td>{Number(p.Features.Skill)}</td><td>{Number(p.Raw.Skill)}</td><td>{Number(p.Floored.Skill)}</td><td>{Number(p.Control.Skill)}</td><td>{Number(p.Explained)}</td><td>{(p.Alike is { } a ? Number(a) : "–")}</td></tr>"));
        return Page.Card(
            "Three heads", "Skill of the headline head, of one blind to scale, of one with noise added; of the headline head on a permutation; share of the features' variance that goes with the attribute; share that two views have in common of it.",
            $"<div class=\"scroll\"><table><tr><th>attribute</th><th>kind</th><th>headline</th><th>blind</th><th>noise</th><th>permuted</th><th>variance</th><th>in common</th></tr>{rows}</table></div>");
    }

    private static string Forecast(AuditReport report) =>
        $"<div class=\"scroll\"><table><tr><th>attribute</th><th>views share</th><th>kept at {report.Dim}</th><th>smallest embedding</th></tr>{string.Concat(report.Forecast.Select(f => $"<tr><td>{Page.Text(f.Attribute)}</td><td>{Number(f.Preserved)}</td><td>{(f.Share is { } s ? Number(s) : "–")}</td><td>{(f.SmallestDim is { } d ? $"{d}" : "–")}</td></tr>"))}</table></div>";

    private static string Checks(AuditReport report) =>
        $"<ul>{string.Concat(report.Checked.Select(c => $"<li>{(c.IsDone ? "✓" : "○")} <code>{c.Id}</code> {Page.Text(c.Text)}</li>"))}</ul>{string.Concat(report.Notes.Select(n => $"<p>{Page.Text(n)}</p>"))}";

    private static string Number(double value) => Page.Number(value, Math.Abs(value) is >= 1000 or (> 0 and < 0.001) ? "G3" : "0.###");
}
