namespace Semblance.Insight.Audit;

/// <summary>From measures to findings.</summary>
internal static class AuditJudge
{
    internal static AuditReport Report(AuditMeasures m)
    {
        var verdict = new AuditVerdict();
        ScaleJudge.Judge(m, verdict);
        LearningJudge.Judge(m, verdict);
        CollapseJudge.Judge(m, verdict);
        SpectrumJudge.Judge(m, verdict);
        SuppressionJudge.Judge(m, verdict);
        InvarianceJudge.Judge(m, verdict);
        LeakageJudge.Judge(m, verdict);
        return new AuditReport
        {
            Description = m.Input.Description,
            Rows = m.Input.Features.Rows,
            Dim = m.Input.Features.Dim,
            Verdict = Sentence(verdict.Findings, verdict.Checks),
            Findings = verdict.Findings,
            Checked = verdict.Checks,
            Metrics = AuditMetrics.Of(m),
            Probes = [.. m.Targets.Select(t => t.ToProbe())],
            Spectrum = m.Spectrum.Variances,
            Sensitivities = m.Views?.Sensitivities ?? [],
            Forecast = [.. (m.Forecast?.Attributes ?? []).Select(a => new AuditOutlook(a.Name, a.Preserved, a.Share, a.SmallestDim))],
            Notes = m.Notes,
        };
    }

    private static string Sentence(IReadOnlyList<AuditFinding> findings, IReadOnlyList<AuditCheck> checks)
    {
        var alarms = findings.Where(f => f.Severity != AuditSeverity.Info).ToList();
        var left = checks.Count(c => !c.IsDone);
        var rest = left == 0 ? "" : $" {left} of {checks.Count + findings.Count} points could not be checked with what was given.";
        return alarms.Count == 0
            ? $"Nothing alarming: {checks.Count(c => c.IsDone)} points checked and found fine.{rest}"
            : $"{string.Join("; ", alarms.Take(3).Select(f => f.Text.TrimEnd('.')))}. Likely cause: {alarms[0].Cause}.{rest}";
    }
}
