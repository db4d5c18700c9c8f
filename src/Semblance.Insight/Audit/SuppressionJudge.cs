namespace Semblance.Insight.Audit;

/// <summary>Attributes that references tell and the features do not.</summary>
internal static class SuppressionJudge
{
    private const double Critical = 0.6;

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        var collapsed = verdict.Findings.Where(f => f.Id == FindingIds.SubclassCollapse && f.Severity != AuditSeverity.Info).Select(f => f.Subject).ToHashSet();
        // Clusters are best told by the reference they were found in; they are held to the collapse tests alone.
        var readable = m.Targets.Where(t => t.Target.Kind != AuditTarget.Discovered && !collapsed.Contains(t.Name)).ToList();
        if (readable.Count == 0) verdict.Unchecked(FindingIds.FeatureSuppression, "Suppressed features: give --labels or --attributes.");
        foreach (var target in readable.Where(t => t.Target.Attribute.Role != TraitRole.Nuisance)) Attribute(m, target, verdict);
    }

    /// <summary>References that tell the attribute.</summary>
    internal static List<KeyValuePair<string, Reading>> Tellers(AuditMeasures m, TargetReading t) => [.. t.Standards.Where(r => r.Value.Interval.Low > 0 && r.Value.Skill >= m.Options.Readable)];

    /// <summary>Surely less by more than the margin, and surely less than the share that must be kept; of an untrained encoder, which is to be beaten, half of what is missing to all of it may be missing.</summary>
    internal static bool IsLess(AuditMeasures m, TargetReading t, string reference, Reading told) =>
        t.Truncated.Less(told).High < -m.Options.Margin && t.Truncated.Share(told).High < (reference == AuditReference.Baseline ? (1 + m.Options.Keep) / 2 : m.Options.Keep);

    private static void Attribute(AuditMeasures m, TargetReading t, AuditVerdict verdict)
    {
        var references = Tellers(m, t);
        if (references.Count == 0)
        {
            if (m.References.Count == 0) Unreferenced(t, verdict);
            else verdict.Fine(FindingIds.FeatureSuppression, $"'{t.Name}': no reference tells it either, so nothing was lost.");
            return;
        }

        var worst = references.Where(r => IsLess(m, t, r.Key, r.Value)).Select(r => (r.Key, Reading: r.Value, Share: t.Truncated.Share(r.Value))).OrderBy(r => r.Share.Value).ToList();
        if (worst.Count == 0)
        {
            verdict.Fine(FindingIds.FeatureSuppression, Kept(t, references));
            return;
        }

        Suppressed(m, t, worst[0].Key, worst[0].Reading, worst[0].Share, verdict);
    }

    private static void Suppressed(AuditMeasures m, TargetReading t, string reference, Reading told, (double Value, double Low, double High) share, AuditVerdict verdict)
    {
        var (cause, why, remedy) = SuppressionCause.Of(m, t);
        var isHeadOnly = reference == AuditReference.Representation && cause == Causes.Head && t.Standards.Keys.All(k => k == AuditReference.Representation);
        var word = AuditReference.Word(reference);
        List<AuditEvidence> evidence =
        [
            new($"share of the {word}'s skill", share.Value, share.Low, share.High, m.Options.Keep),
            new("skill of the features", t.Truncated.Skill, t.Truncated.Interval.Low, t.Truncated.Interval.High, t.Control.Skill),
            new($"skill of the {word}", told.Skill, told.Interval.Low, told.Interval.High),
            new("skill blind to scale", t.Raw.Skill, t.Raw.Interval.Low, t.Raw.Interval.High),
        ];
        var worse = reference == AuditReference.Baseline ? ", less than before training" : "";
        verdict.Find(new AuditFinding(
            FindingIds.FeatureSuppression, isHeadOnly || IsMeant(t, cause) ? AuditSeverity.Info : share.Value < Critical ? AuditSeverity.Critical : AuditSeverity.Warning, t.Name,
            FormattableString.Invariant($"'{t.Name}' is suppressed: {100 * share.Value:F0}% of what the {word} tells of it is left{worse}."), evidence, cause, why, remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
    }

    /// <summary>An augmentation that redraws an attribute is there to make features lose it, unless it is what they are for.</summary>
    private static bool IsMeant(TargetReading t, string cause) => cause == Causes.Destroyed && t.Target.Kind == AuditTarget.Plain && t.Target.Attribute.Role != TraitRole.Wanted;

    private static void Unreferenced(TargetReading t, AuditVerdict verdict)
    {
        if (t.IsRead)
        {
            verdict.Fine(FindingIds.FeatureSuppression, FormattableString.Invariant($"'{t.Name}' is told, skill {t.Truncated.Skill:F2} [{t.Truncated.Interval.Low:F2}, {t.Truncated.Interval.High:F2}]. How much there was to tell, only --baseline or --inputs would say."));
            return;
        }

        // Labels that are not told are the business of nothing-learnt, subclasses that of subclass-collapse.
        if (t.Target.Kind != AuditTarget.Plain) return;
        verdict.Find(new AuditFinding(
            FindingIds.FeatureSuppression, AuditSeverity.Info, t.Name,
            $"'{t.Name}' cannot be told from the features. Whether it was suppressed or never in the input, they alone do not say.",
            [new AuditEvidence("skill of the features", t.Truncated.Skill, t.Truncated.Interval.Low, t.Truncated.Interval.High, t.Control.Skill)], Causes.Unknown,
            "No reference was given.", "Give the features of the untrained encoder or the inputs as a reference.", "audit --baseline z0.npy --inputs x.npy"));
    }

    private static string Kept(TargetReading t, List<KeyValuePair<string, Reading>> references)
    {
        var best = references.MaxBy(r => r.Value.Skill);
        return FormattableString.Invariant($"'{t.Name}': skill {t.Truncated.Skill:F2} [{t.Truncated.Interval.Low:F2}, {t.Truncated.Interval.High:F2}], {AuditReference.Word(best.Key)} {best.Value.Skill:F2}, chance {t.Control.Skill:F2}.");
    }
}
