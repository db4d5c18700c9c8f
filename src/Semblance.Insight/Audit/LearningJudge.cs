namespace Semblance.Insight.Audit;

/// <summary>Whether the features say anything of the labels, and more than before training.</summary>
internal static class LearningJudge
{
    private const double Structure = 0.97, Ceiling = 0.95;

    /// <summary>Labels that are told neither by a line nor by neighbours.</summary>
    internal static bool IsNothing(AuditMeasures m) => m.Targets.FirstOrDefault(t => t.Target.Kind == AuditTarget.Labels) is { IsRead: false } && m.Neighbours.AgreementInterval!.Value.Low <= Chance(m);

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        var labels = m.Targets.FirstOrDefault(t => t.Target.Kind == AuditTarget.Labels);
        if (labels is null)
        {
            verdict.Unchecked(FindingIds.NothingLearnt, "Whether anything was learnt: give --labels.");
            return;
        }

        var skill = labels.Truncated;
        labels.Standards.TryGetValue(AuditReference.Baseline, out var before);
        var told = labels.Standards.Where(r => r.Value.Interval.Low > m.Options.Readable).ToList();
        List<AuditEvidence> evidence = [new("skill for the labels", skill.Skill, skill.Interval.Low, skill.Interval.High, labels.Control.Skill)];
        if (before is not null) evidence.Add(new AuditEvidence("skill of the untrained encoder", before.Skill, before.Interval.Low, before.Interval.High));
        if (IsNothing(m))
        {
            Nothing(m, verdict, labels, told, evidence);
            return;
        }

        if (before is null || before.Skill >= Ceiling || skill.Skill >= Ceiling)
        {
            verdict.Fine(FindingIds.NothingLearnt, FormattableString.Invariant($"The labels are told: skill {skill.Skill:F2} [{skill.Interval.Low:F2}, {skill.Interval.High:F2}], chance {labels.Control.Skill:F2}."));
            return;
        }

        var gain = skill.Less(before);
        evidence.Add(new AuditEvidence("gain over the untrained encoder", gain.Value, gain.Low, gain.High, 0));
        if (gain.Low > 0) verdict.Fine(FindingIds.NothingLearnt, FormattableString.Invariant($"The labels are told better than by the untrained encoder: skill {skill.Skill:F2} against {before.Skill:F2}."));
        else if (gain.High < m.Options.Margin) Unmoved(m, verdict, evidence, gain);
        else verdict.Fine(FindingIds.NothingLearnt, FormattableString.Invariant($"The labels are told, skill {skill.Skill:F2}; whether better than by the untrained encoder ({before.Skill:F2}), these rows do not show."));
    }

    private static void Nothing(AuditMeasures m, AuditVerdict verdict, TargetReading labels, List<KeyValuePair<string, Reading>> told, List<AuditEvidence> evidence)
    {
        const string Text = "The labels cannot be told from the features, neither by a line nor by neighbours.";
        if (told.Count > 0)
        {
            var (cause, why, remedy) = SuppressionCause.Of(m, labels);
            verdict.Find(new AuditFinding(FindingIds.NothingLearnt, AuditSeverity.Critical, "labels", $"{Text} The {AuditReference.Word(told[0].Key)} tells them.", evidence, cause, why, remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
            return;
        }

        var isNoise = m.Spectrum.CentredRankMe >= Structure * m.Spectrum.Attainable;
        Found(
            m, verdict, isNoise ? AuditSeverity.Critical : AuditSeverity.Info, Text, evidence, isNoise ? Causes.Training : Causes.Unknown,
            isNoise ? "The features are as free of structure as random numbers." : "The features have structure, but not of these labels, and no reference shows that the input has any: look at the labels first.");
    }

    private static void Unmoved(AuditMeasures m, AuditVerdict verdict, List<AuditEvidence> evidence, (double Value, double Low, double High) gain) => Found(
        m, verdict, m.Input.IsOwnBaseline && gain.High < 0.01 && gain.High >= -m.Options.Margin ? AuditSeverity.Warning : AuditSeverity.Info,
        "The labels are told no better than by the untrained encoder.", evidence, Causes.Training, "Where the labels are worse by more than the margin, it is a finding of its own.");

    private static void Found(AuditMeasures m, AuditVerdict verdict, AuditSeverity severity, string text, List<AuditEvidence> evidence, string cause, string why)
    {
        var remedy = Remedies.Learning(m);
        verdict.Find(new AuditFinding(FindingIds.NothingLearnt, severity, "labels", text, evidence, cause, why, remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
    }

    private static double Chance(AuditMeasures m)
    {
        var largest = m.Classes!.GroupBy(c => c).Max(g => g.Count());
        return (double)largest / m.Classes!.Length;
    }
}
