using Semblance.Insight.Audit;

namespace Semblance.Insight.Report;

/// <summary>The last audit of a run, from audit.json.</summary>
internal static class AuditCard
{
    internal static string Html(AuditReport? report)
    {
        if (report is null) return "";
        var alarms = report.Findings.Where(f => f.Severity != AuditSeverity.Info).ToList();
        var probes = report.Probes.Count > 0 ? ProbeBars.Html(report.Probes) : "";
        return Page.Card(
            "Audit", $"{report.Verdict} {report.Checked.Count(c => c.IsDone)} points were found fine; `semblance audit` gives all. Bars: what a linear head tells of each attribute, 0 for guessing, with its 95% interval.",
            string.Concat(alarms.Select(AuditPage.Finding)) + probes);
    }
}
