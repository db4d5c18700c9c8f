using Semblance.Insight.Audit;

namespace Semblance.Cli.Shell;

/// <summary>An audit as a JSON document.</summary>
internal static class AuditDocument
{
    internal static object Of(AuditReport report) => new
    {
        report.Description,
        report.Rows,
        report.Dim,
        report.Verdict,
        report.Worst,
        Findings = report.Findings.Select(f => new { f.Id, f.Severity, f.Subject, f.Text, Evidence = f.Evidence.Select(Evidence), f.Cause, f.Why, f.Remedy, f.Option, Augmentation = f.Augmentation?.Path }),
        Checked = report.Checked.Select(c => new { c.Id, Done = c.IsDone, c.Text }),
        report.Metrics,
        Probes = report.Probes.Select(Probe),
        Spectrum = report.Spectrum,
        Sensitivities = report.Sensitivities.Select(s => new { s.Parameter, R2 = s.Read, Interval = new[] { s.Low, s.High }, Untrained = s.Baseline, s.Share }),
        Forecast = report.Forecast.Select(f => new { f.Attribute, f.Preserved, f.Share, f.SmallestDim }),
        report.Notes,
    };

    private static object Evidence(AuditEvidence e) => new { e.Name, e.Value, Interval = e.Low is { } low ? new[] { low, e.High!.Value } : null, e.Against };

    private static object Probe(AuditProbe p) => new
    {
        p.Attribute,
        p.Kind,
        p.Levels,
        Truncated = Score(p.Features),
        Raw = Score(p.Raw),
        Floored = Score(p.Floored),
        Control = Score(p.Control),
        References = p.References.ToDictionary(r => r.Key, r => Score(r.Value)),
        p.Explained,
        p.Alike,
        p.Moved,
        p.Mover,
    };

    private static object Score(AuditScore s) => new { s.Skill, Interval = new[] { s.Low, s.High }, s.Accuracy };
}
