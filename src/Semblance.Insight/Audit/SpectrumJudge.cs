namespace Semblance.Insight.Audit;

/// <summary>Whether the features fill the dimensions they have, as far as the number of rows lets them.</summary>
/// <remarks>Two signs. Empty directions: at least half of them carry less than a thousandth of the mean variance. Low rank: RankMe below a tenth of the attainable, and below 16.</remarks>
internal static class SpectrumJudge
{
    private const double EmptyShare = 0.5, EmptyCritical = 0.9, LowShare = 0.1, Enough = 16, Critical = 0.03;

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        var s = m.Spectrum;
        var (empty, share) = (Empty(m), s.CentredRankMe / s.Attainable);
        if (!IsCollapsed(m))
        {
            verdict.Fine(FindingIds.DimensionCollapse, FormattableString.Invariant($"RankMe {s.CentredRankMe:F1} of {s.Attainable:F1} attainable with {m.Input.Features.Rows} rows; {s.Kept} of {s.Variances.Length} directions carry more than a thousandth of the largest variance."));
            return;
        }

        var (cause, why) = Cause(m);
        var remedy = Remedies.Collapse(m, cause);
        verdict.Find(new AuditFinding(
            FindingIds.DimensionCollapse, empty >= EmptyCritical || share < Critical ? AuditSeverity.Critical : AuditSeverity.Warning, "features",
            FormattableString.Invariant($"The features fill about {s.CentredRankMe:F1} of {s.Variances.Length} dimensions; {100 * empty:F0}% of the directions are empty."),
            [
                new AuditEvidence("RankMe", s.CentredRankMe, Against: s.Attainable), new AuditEvidence("effective rank", s.EffectiveRank, Against: s.Variances.Length),
                new AuditEvidence("share of empty directions", empty, Against: EmptyShare),
            ],
            cause, why, remedy.Text, remedy.Option) { Augmentation = remedy.Augmentation });
    }

    internal static bool IsCollapsed(AuditMeasures m) =>
        Possible(m) >= 2 && (Empty(m) >= EmptyShare || (m.Spectrum.CentredRankMe < LowShare * m.Spectrum.Attainable && m.Spectrum.CentredRankMe < Enough));

    private static int Possible(AuditMeasures m) => Math.Min(m.Spectrum.Variances.Length, m.Input.Features.Rows - 1);

    /// <summary>Share of the directions that so many rows can fill which are empty.</summary>
    private static double Empty(AuditMeasures m) => Math.Max(0, m.Spectrum.Empty - (m.Spectrum.Variances.Length - Possible(m))) / (double)Possible(m);

    private static (string Cause, string Why) Cause(AuditMeasures m)
    {
        if (CollapseJudge.IsCollapsed(m))
        {
            return (Causes.Supervised, FormattableString.Invariant($"{m.Spectrum.Kept} directions for {m.ClassCount} classes: the features have the shape that a loss on labels leaves."));
        }

        var shortcut = Dominance.Of(m, null);
        return shortcut.IsFilling
            ? (Causes.Shortcut, FormattableString.Invariant($"{shortcut.List} explain {100 * shortcut.Explained:F0}% of the variance."))
            : (Causes.Training, "Neither labels nor a shared attribute explain what is left, so the objective or its optimisation let the other directions go.");
    }
}
