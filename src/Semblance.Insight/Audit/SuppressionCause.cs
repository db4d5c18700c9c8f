namespace Semblance.Insight.Audit;

/// <summary>Why an attribute was lost, by exclusion, the surest signs first.</summary>
internal static class SuppressionCause
{
    private const double Redrawn = 0.5, Moves = 0.25, Nothing = 0.1;

    internal static (string Cause, string Why, Remedy Remedy) Of(AuditMeasures m, TargetReading t)
    {
        if (t.References.TryGetValue(AuditReference.Representation, out var before) && before.Skill > 0 && t.Truncated.Share(before).High < m.Options.Keep && IsKept(m, t, before))
        {
            return (Causes.Head, FormattableString.Invariant($"The layer before the head still tells it, skill {before.Skill:F2}."), Remedies.Head());
        }

        if (t.ReferenceAlike is { Mover: not null } alike && alike.Common < Redrawn && alike.Moved >= Moves)
        {
            return (Causes.Destroyed, FormattableString.Invariant($"Two views have only {100 * alike.Common:F0}% of it in common, and '{alike.Mover}' of the augmentation moves it."), Remedies.Spare(m, t, alike));
        }

        if (CollapseJudge.IsCollapsed(m))
        {
            return (Causes.Supervised, FormattableString.Invariant($"{m.Spectrum.Kept} directions for {m.ClassCount} classes: the features keep the labels alone."), Remedies.Labels(m));
        }

        var dominance = Dominance.Of(m, t);
        if (dominance.IsFilling)
        {
            var share = FormattableString.Invariant($"{dominance.List} fill {100 * dominance.Explained:F0}% of the variance and are the same in both views");
            return dominance.IsTouched
                ? (Causes.WeakAugmentation, $"{share}, although '{dominance.Touched.MaxBy(d => d.Explained)!.Alike!.Mover}' moves them a little.", Remedies.Widen(m, dominance))
                : (Causes.Shortcut, $"{share}; no parameter of the augmentation moves them.", Remedies.Redraw(m, dominance, t));
        }

        // What views have next to nothing of in common is lost by any loss that makes them alike, whether or not a drawn number says why.
        if (t.ReferenceAlike is { Common: < Nothing } apart)
        {
            return (Causes.Destroyed, FormattableString.Invariant($"Two views have only {100 * Math.Max(0, apart.Common):F0}% of it in common, though no number that the augmentation reports moves it."), Remedies.Spare(m, t, apart with { Mover = null, Moved = 1 }));
        }

        if (SpectrumJudge.IsCollapsed(m))
        {
            return (Causes.Training, FormattableString.Invariant($"The features fill {m.Spectrum.CentredRankMe:F1} of {m.Spectrum.Variances.Length} dimensions: what those do not hold went with the others."), Remedies.Collapse(m, Causes.Training));
        }

        return LearningJudge.IsNothing(m) ? (Causes.Training, "The features tell nothing of the labels at all.", Remedies.Learning(m)) : Room(m, t);
    }

    private static (string Cause, string Why, Remedy Remedy) Room(AuditMeasures m, TargetReading t)
    {
        var needed = Needed(m);
        var dim = m.Spectrum.Variances.Length;
        if (m.Spectrum.Kept >= 0.9 * dim && dim <= needed)
        {
            return (Causes.Dimension, FormattableString.Invariant($"All {dim} directions are in use, and what the references tell needs about {needed}."), Remedies.Dimension(m, t, needed));
        }

        if (t.References.TryGetValue(AuditReference.Supervised, out var supervised) && t.Standards.Where(r => r.Key != AuditReference.Supervised).All(r => supervised.Share(r.Value).High < m.Options.Keep))
        {
            return (Causes.Capacity, FormattableString.Invariant($"An encoder of this kind trained on labels does not tell it either, skill {supervised.Skill:F2}."), Remedies.Capacity(m));
        }

        if (t.Target.Kind is AuditTarget.Subclass or AuditTarget.Discovered && m.ClassScatter is not null && CollapseJudge.AreLabelsKept(m))
        {
            return (Causes.Supervised, "The classes are told, what divides them is not, and directions are to spare: a loss on labels keeps the labels alone.", Remedies.Labels(m));
        }

        return (Causes.Unknown, "Neither labels, a shared attribute, the augmentation nor a want of directions explains it with what was given; views with their parameters tell most.", Remedies.Look());
    }

    /// <summary>Directions a linear code of everything takes that the features or a reference tell.</summary>
    internal static int Needed(AuditMeasures m)
    {
        var told = m.Targets.Where(t => t.Target.Kind != AuditTarget.Discovered && (t.IsRead || t.Standards.Values.Any(r => r.Interval.Low > 0 && r.Skill >= m.Options.Readable)));
        return told.Sum(t => t.Target.Kind == AuditTarget.Subclass ? Math.Max(1, t.Target.Attribute.Levels.Count - m.ClassCount) : t.Target.Attribute.Dimensions);
    }

    private static bool IsKept(AuditMeasures m, TargetReading t, Reading before) =>
        t.References.Where(r => r.Key is AuditReference.Baseline or AuditReference.Inputs).All(r => before.Share(r.Value).High >= m.Options.Keep);
}
