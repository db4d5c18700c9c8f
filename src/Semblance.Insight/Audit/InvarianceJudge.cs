namespace Semblance.Insight.Audit;

/// <summary>Whether views of a sample stay together, and which parameter of the augmentation the features still tell.</summary>
internal static class InvarianceJudge
{
    private const double Told = 0.3, More = 1.5, Slight = 0.02;

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        if (m.Views is not { } views)
        {
            verdict.Unchecked(FindingIds.WeakInvariance, "Invariance: give --views, with --parameters to tell which.");
            return;
        }

        Whole(m, views, verdict);
        if (views.Sensitivities.Count == 0) verdict.Unchecked(FindingIds.LostInvariance, "Invariance to single parameters: give --parameters.");
        foreach (var s in views.Sensitivities) Parameter(m, s, verdict);
    }

    private static void Whole(AuditMeasures m, ViewMeasure views, AuditVerdict verdict)
    {
        var before = views.BaselineCommon is { } b ? FormattableString.Invariant($" (untrained {100 * b:F0}%)") : "";
        if (views.High >= m.Options.Alike)
        {
            verdict.Fine(FindingIds.WeakInvariance, FormattableString.Invariant($"Two views have {100 * views.Common:F0}% [{100 * views.Low:F0}, {100 * views.High:F0}] of their variance in common{before}."));
            return;
        }

        var worst = views.Sensitivities.OrderByDescending(s => s.Share).FirstOrDefault();
        var isRandom = views.BaselineCommon is { } old && old >= views.Common;
        verdict.Find(new AuditFinding(
            FindingIds.WeakInvariance, isRandom ? AuditSeverity.Critical : AuditSeverity.Warning, "views",
            FormattableString.Invariant($"Two views of a sample have only {100 * views.Common:F0}% of their variance in common{before}."),
            [new AuditEvidence("share that views have in common", views.Common, views.Low, views.High, m.Options.Alike)], Causes.Training,
            worst is null ? "Without parameters there is no telling what moves them." : FormattableString.Invariant($"'{worst.Parameter}' alone goes with {100 * worst.Share:F0}% of the difference."),
            "Give invariance more weight, or train longer.", m.Input.Training?.Method == "vicreg" ? "--set invariance=50" : FormattableString.Invariant($"--epochs {2 * (m.Input.Training?.Epochs ?? 50)}")));
    }

    private static void Parameter(AuditMeasures m, AuditSensitivity s, AuditVerdict verdict)
    {
        var isTold = s.Low > Told;
        var isLost = isTold && s.BaselineMoved is { } before && s.Moved > (More * before) + Slight;
        if (!isTold)
        {
            verdict.Fine(FindingIds.LostInvariance, FormattableString.Invariant($"'{s.Parameter}' is hardly told: R2 {Math.Max(0, s.Read):F2}{(s.Baseline is { } b ? FormattableString.Invariant($", untrained {Math.Max(0, b):F2}") : "")}."));
            return;
        }

        var against = s.Baseline is { } old ? FormattableString.Invariant($"; the untrained encoder {Math.Max(0, old):F2}") : "";
        var remedy = Remedies.Stronger(m, s.Parameter);
        verdict.Find(new AuditFinding(
            FindingIds.LostInvariance, isLost ? AuditSeverity.Warning : AuditSeverity.Info, s.Parameter,
            FormattableString.Invariant($"The features tell '{s.Parameter}' of the augmentation: R2 {s.Read:F2}{against}."),
            [new AuditEvidence($"R2 of '{s.Parameter}'", s.Read, s.Low, s.High, s.Baseline), new AuditEvidence("share of all variance that goes with it", s.Moved, Against: s.BaselineMoved)],
            isLost ? Causes.Training : Causes.Unknown, isLost ? "Training made more of the features' variance go with it than before." : "Features may keep what the loss lets them: this matters where it is meant to be ignored.", isLost ? remedy.Text : $"None where this does no harm. Else: {remedy.Text}", remedy.Option) { Augmentation = remedy.Augmentation });
    }
}
