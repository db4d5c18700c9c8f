using System.Globalization;
using System.Text;
using Semblance.Insight.Report;

namespace Semblance.Insight.Experiments;

/// <summary>Results of a paper as one page: claims first, then every experiment with its figures.</summary>
internal static class PaperPage
{
    private const string Style = """
        <style>
        .mark { font-weight: 700; } .yes { color: #2f8f5b; } .no { color: #c8452f; } .part { color: #b07a1c; }
        .toc { columns: 2; column-gap: 28px; list-style: none; margin: 12px 0 0; padding: 0; } .toc li { break-inside: avoid; margin: 2px 0; } .toc a { color: var(--ink); text-decoration: none; } .toc a:hover { text-decoration: underline; } .toc b { display: inline-block; min-width: 38px; }
        .claims td, .claims th { text-align: left; white-space: normal; vertical-align: top; } .claims td.value { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; min-width: 128px; } .claims td:first-child { white-space: nowrap; }
        .claims small { display: block; } .source { font-size: 13px; } .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 22px; margin-top: 16px; align-items: start; }
        .figures figure { margin: 0; break-inside: avoid; } .figures figure.wide { grid-column: 1 / -1; } figure > b { display: block; font-size: 14px; } figure > span { display: block; color: var(--soft); font-size: 13px; margin: 0 0 6px; }
        .map svg { max-width: 460px; } .note { border-left: 3px solid var(--line); padding-left: 10px; font-size: 14px; }
        @media (max-width: 640px) { .toc { columns: 1; } .figures { grid-template-columns: 1fr; } }
        @media print { body { background: #fff; font-size: 11px; } main { max-width: none; padding: 0; } section { border: none; border-top: 1px solid #999; border-radius: 0; padding: 10px 0; } tr, figure { break-inside: avoid; } table { font-size: 9px; } th, td { padding: 2px 4px; } .scroll { overflow: visible; } h2 { break-after: avoid; } .figures { grid-template-columns: 1fr 1fr; } a { color: inherit; } }
        </style>
        """;

    internal static string Of(PaperResult result)
    {
        var page = new Page($"Semblance: {result.Paper.Title}");
        page.Html(Style).Html(Head(result));
        foreach (var experiment in result.Experiments) page.Html(Section(experiment));
        return page.ToString();
    }

    private static string Head(PaperResult result)
    {
        var (passed, all) = (result.Claims.Count(c => c.Passes), result.Claims.Count());
        var skipped = result.Experiments.Count(e => e.Skipped is not null);
        var size = result.Options.IsQuick ? "reduced size (quick)" : "full size";
        return $"""
            <h1>{Page.Text(result.Paper.Title)}</h1>
            <p>{Page.Text(result.Paper.Citation)}</p>
            <p>{Page.Text(result.Paper.Summary)} Run at {size}, seed {result.Options.Seed.ToString(CultureInfo.InvariantCulture)}.</p>
            <div class="numbers"><div><b>{passed} of {all}</b><span>claims hold</span></div><div><b>{result.Experiments.Count}</b><span>experiments</span></div>
            <div><b>{skipped}</b><span>with parts left out</span></div><div><b>{Page.Number(result.Seconds, "F0")} s</b><span>to run</span></div></div>
            <section><h2>Contents</h2><ul class="toc">{string.Concat(result.Experiments.Select(Line))}</ul></section>
            """;
    }

    private static string Line(ExperimentResult r) =>
        $"<li>{Mark(r)} <a href=\"#{Page.Text(r.Experiment.Id)}\"><b>{Page.Text(r.Experiment.Id)}</b> {Page.Text(r.Experiment.Title)}</a></li>";

    private static string Mark(ExperimentResult r) => !r.Passes ? Mark("no", "✗") : r.Skipped is not null ? Mark("part", "–") : Mark("yes", "✓");

    private static string Mark(string kind, string sign) => $"<span class=\"mark {kind}\">{sign}</span>";

    private static string Section(ExperimentResult r)
    {
        var text = new StringBuilder();
        var e = r.Experiment;
        text.Append(CultureInfo.InvariantCulture, $"<section id=\"{Page.Text(e.Id)}\"><h2>{Page.Text(e.Id)} · {Page.Text(e.Title)} {Mark(r)}</h2>");
        text.Append(CultureInfo.InvariantCulture, $"<p>{Page.Text(e.Shows)} <span class=\"source\">Source: {Page.Text(e.Source)}. {Page.Number(r.Seconds, "0.0")} s.</span></p>");
        if (r.Skipped is { } skipped) text.Append("<p class=\"note\">Left out: ").Append(Page.Text(skipped)).Append("</p>");
        if (r.Claims.Count > 0) text.Append(Claims(r.Claims));
        foreach (var note in r.Notes) text.Append("<p class=\"note\">").Append(Page.Text(note)).Append("</p>");
        if (r.Exhibits.Count > 0) text.Append("<div class=\"figures\">").AppendJoin("", r.Exhibits.Select(Html)).Append("</div>");
        return text.Append("</section>").ToString();
    }

    private static string Claims(IReadOnlyList<Claim> claims)
    {
        var text = new StringBuilder("<div class=\"scroll\"><table class=\"claims\"><tr><th></th><th>claim</th><th>expected</th><th>measured</th></tr>");
        foreach (var claim in claims)
        {
            var note = claim.Note is null ? "" : $"<small>{Page.Text(claim.Note)}</small>";
            text.Append(CultureInfo.InvariantCulture, $"<tr><td>{(claim.Passes ? Mark("yes", "✓") : Mark("no", "✗"))} <small style=\"display:inline\">{Page.Text(claim.Id)}</small></td><td>{Page.Text(claim.Text)}{note}</td>");
            text.Append(CultureInfo.InvariantCulture, $"<td class=\"value\">{Page.Text(claim.Expected)}</td><td class=\"value\">{Page.Text(claim.Measured)}</td></tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static string Html(Exhibit exhibit)
    {
        var (kind, contents) = exhibit switch
        {
            Figure figure => ("", Chart.Lines(figure.Curves, figure.Axes)),
            PointMap map => ("map", Chart.Dots([.. map.Points.Select((p, k) => (p.X, p.Y, p.Group, $"point {k.ToString(CultureInfo.InvariantCulture)}"))], Palette.Classes, map.Groups)),
            Table table => ("wide", Html(table)),
            _ => throw new InvalidOperationException($"no picture for {exhibit.GetType().Name}"),
        };
        return $"<figure class=\"{kind}\"><b>{Page.Text(exhibit.Title)}</b><span>{Page.Text(exhibit.Caption)}</span>{contents}</figure>";
    }

    private static string Html(Table table)
    {
        var text = new StringBuilder("<div class=\"scroll\"><table><tr>");
        foreach (var column in table.Columns) text.Append("<th>").Append(Page.Text(column)).Append("</th>");
        text.Append("</tr>");
        foreach (var row in table.Rows) text.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Page.Text(c)}</td>")).Append("</tr>");
        return text.Append("</table></div>").ToString();
    }
}
