using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Whether classes have become points, and whether what divides them is gone.</summary>
internal static class CollapseJudge
{
    private const double Moderate = 0.85, Severe = 0.6, CriticalSpread = 0.1, LabelsRead = 0.5, FewestShare = 0.9, Tighter = 0.5;

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        if (m.ClassScatter is null)
        {
            verdict.Unchecked(FindingIds.ClassCollapse, "Class collapse: give --labels.");
            if (m.Targets.FirstOrDefault(t => t.Target.Kind == AuditTarget.Discovered) is { } found) Inside(m, found, verdict);
            else verdict.Unchecked(FindingIds.SubclassCollapse, "Subclass collapse: give --labels and an attribute that divides them, or --baseline to look for clusters in.");
            return;
        }

        var inside = m.Targets.FirstOrDefault(t => t.Target.Kind is AuditTarget.Subclass or AuditTarget.Discovered);
        Classes(m, inside, verdict);
        if (inside is null) verdict.Unchecked(FindingIds.SubclassCollapse, "Subclass collapse: give an attribute that divides the classes, or --baseline to look for clusters in.");
        else Inside(m, inside, verdict);
    }

    /// <summary>Scatter within classes over that between them: NC1 of Papyan, Han and Donoho 2020, by traces.</summary>
    internal static double Spread(Scatter scatter) => scatter.Between > 0 ? scatter.Within / scatter.Between : double.PositiveInfinity;

    /// <summary>Scatter between subclasses about their classes over that between classes.</summary>
    internal static double SubclassScatter(FeatureSet features, AuditTarget target)
    {
        var inside = Scatter.Of(features, target.Cells()!, target.Groups!).Between;
        var between = Scatter.Of(features, target.Groups!).Between;
        return between > 0 ? inside / between : double.PositiveInfinity;
    }

    /// <summary>About as many directions as classes, most dimensions unused, and the classes in them more than in any reference: what the minimum of a supervised loss looks like.</summary>
    internal static bool HasLabelShape(AuditMeasures m) =>
        m.ClassScatter is { } scatter && m.Spectrum.Kept <= m.ClassCount && m.Spectrum.Kept >= FewestShare * (m.ClassCount - 1) && m.Spectrum.Kept < m.Spectrum.Variances.Length / 2.0
        && scatter.Between / scatter.Total >= 0.3 && m.References.Where(r => AuditReference.IsStandard(r.Name) && r.Name != AuditReference.Supervised).All(r => Spread(scatter) < Tighter * Spread(Scatter.Of(r.Coordinates, [.. m.Rows.Rows.Select(k => m.Classes![k])])));

    /// <summary>The features keep the classes and nothing of what is inside them.</summary>
    internal static bool IsCollapsed(AuditMeasures m) => m.ClassScatter is { } scatter && (Spread(scatter) < m.Options.Spread || HasLabelShape(m));

    /// <summary>No reference tells the labels much better.</summary>
    internal static bool AreLabelsKept(AuditMeasures m) => m.Targets.FirstOrDefault(t => t.Target.Kind == AuditTarget.Labels) is not { } labels
        || !SuppressionJudge.Tellers(m, labels).Any(r => SuppressionJudge.IsLess(m, labels, r.Key, r.Value));

    private static void Classes(AuditMeasures m, TargetReading? inside, AuditVerdict verdict)
    {
        var spread = Spread(m.ClassScatter!);
        if (spread >= m.Options.Spread)
        {
            verdict.Fine(FindingIds.ClassCollapse, FormattableString.Invariant($"Rows of a class are spread: scatter within classes is {spread:G3} of that between them."));
            return;
        }

        var isThere = inside is { IsRead: true } && inside.Standards.Count > 0 && inside.Standards.Values.Max(r => r.Skill) * m.Options.Keep <= inside.Truncated.Skill;
        var remedy = Remedies.Labels(m);
        verdict.Find(new AuditFinding(
            FindingIds.ClassCollapse, isThere ? AuditSeverity.Info : spread < CriticalSpread * m.Options.Spread ? AuditSeverity.Critical : AuditSeverity.Warning, "labels",
            FormattableString.Invariant($"Each of the {m.ClassCount} classes is nearly one point: scatter within classes is {spread:G2} of that between them.") + (isThere ? $" Still '{inside!.Name}' can be read inside the classes: the collapse is geometric only." : ""),
            [new AuditEvidence("scatter within over between classes", spread, Against: m.Options.Spread), new AuditEvidence("directions that carry variance", m.Spectrum.Kept, Against: m.ClassCount)],
            Causes.Supervised, "Only a loss that pulls all rows of a class together makes them so alike.", remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
    }

    private static void Inside(AuditMeasures m, TargetReading inside, AuditVerdict verdict)
    {
        var (reference, best) = inside.Standards.Where(r => r.Key != AuditReference.Supervised && r.Value.Interval.Low > 0 && r.Value.Skill >= m.Options.Readable).OrderByDescending(r => r.Value.Skill).FirstOrDefault();
        if (best is null)
        {
            Unreferenced(m, inside, verdict);
            return;
        }

        var share = inside.Truncated.Share(best);
        var ratio = inside.Target.Groups is null ? (double?)null : SubclassScatter(m.Own.Coordinates, inside.Target) / SubclassScatter(m.Reference(reference)!.Coordinates, inside.Target);
        var isGone = share.High < Moderate && inside.Truncated.Less(best).High < -m.Options.Margin;
        var isFlat = ratio is null ? share.Value < Severe : ratio <= m.Options.Scatter;
        if (isGone && isFlat)
        {
            Collapsed(m, inside, reference, share, ratio, verdict);
            return;
        }

        var more = isFlat ? FormattableString.Invariant($" Its scatter is only {ratio:F2} of the {AuditReference.Word(reference)}'s: geometric, not lost.") : "";
        verdict.Fine(FindingIds.SubclassCollapse, FormattableString.Invariant($"'{inside.Name}' keeps {100 * share.Value:F0}% of what the {AuditReference.Word(reference)} tells inside the classes.{more}"));
    }

    private static void Collapsed(AuditMeasures m, TargetReading inside, string reference, (double Value, double Low, double High) share, double? ratio, AuditVerdict verdict)
    {
        List<AuditEvidence> evidence = [new($"share of the {AuditReference.Word(reference)}'s skill kept inside classes", share.Value, share.Low, share.High, Moderate), Skill(inside)];
        if (ratio is { } r) evidence.Add(new AuditEvidence($"scatter between subclasses over the {AuditReference.Word(reference)}'s", r, Against: m.Options.Scatter));
        evidence.Add(new AuditEvidence("skill blind to scale", inside.Raw.Skill, inside.Raw.Interval.Low, inside.Raw.Interval.High));
        var (cause, why, remedy) = SuppressionCause.Of(m, inside);
        var subject = inside.Target.Kind == AuditTarget.Discovered ? $"Clusters found in the {AuditReference.Word(reference)}" : $"'{inside.Name}'";
        verdict.Find(new AuditFinding(
            FindingIds.SubclassCollapse, share.Value < Severe ? AuditSeverity.Critical : AuditSeverity.Warning, inside.Name,
            FormattableString.Invariant($"{subject} can no longer be told {(m.ClassScatter is null ? "apart" : "inside the classes")}: {100 * share.Value:F0}% of what the {AuditReference.Word(reference)} tells is left."),
            evidence, cause, why, remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
    }

    /// <summary>Without a reference only this is sure: classes that are told well, with known parts that are not told at all.</summary>
    private static void Unreferenced(AuditMeasures m, TargetReading inside, AuditVerdict verdict)
    {
        var labels = m.Targets.FirstOrDefault(t => t.Target.Kind == AuditTarget.Labels);
        var isLost = m.References.Count == 0 && inside.Target.Kind == AuditTarget.Subclass && !inside.IsRead && labels is { IsRead: true } && labels.Truncated.Skill >= LabelsRead;
        if (!isLost)
        {
            if (inside.IsRead) verdict.Fine(FindingIds.SubclassCollapse, FormattableString.Invariant($"'{inside.Name}' is told inside the classes, skill {inside.Truncated.Skill:F2}. How much of it there was to tell, only --baseline or --inputs would say."));
            else verdict.Unchecked(FindingIds.SubclassCollapse, $"'{inside.Name}' is told inside the classes by no reference either.");
            return;
        }

        var remedy = Remedies.Labels(m);
        verdict.Find(new AuditFinding(
            FindingIds.SubclassCollapse, AuditSeverity.Warning, inside.Name,
            FormattableString.Invariant($"The classes are told (skill {labels!.Truncated.Skill:F2}), '{inside.Name}' inside them is not (skill {inside.Truncated.Skill:F2})."),
            [Skill(inside), new AuditEvidence("skill for the classes", labels.Truncated.Skill, labels.Truncated.Interval.Low, labels.Truncated.Interval.High)], Causes.Supervised,
            "Classes that are told with parts that are not is what a loss on labels leaves; --baseline or --inputs would show whether the input tells them.", remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
    }

    private static AuditEvidence Skill(TargetReading t) => new("skill inside the classes", t.Truncated.Skill, t.Truncated.Interval.Low, t.Truncated.Interval.High, t.Control.Skill);
}
