namespace Semblance.Insight.Audit;

/// <summary>Units that never change, and units or rows that outweigh the others.</summary>
internal static class ScaleJudge
{
    private const double DeadWarning = 0.05, DeadCritical = 0.5, RowWarning = 0.1;

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        Dead(m, verdict);
        Loud(m, verdict);
        Far(m, verdict);
    }

    private static void Dead(AuditMeasures m, AuditVerdict verdict)
    {
        var (dead, dim) = (m.Clean.Dead, m.Input.Features.Dim);
        if (dead.Length == 0)
        {
            verdict.Fine(FindingIds.DeadUnits, $"All {dim} units change between rows.");
            return;
        }

        var share = (double)dead.Length / dim;
        verdict.Find(new AuditFinding(
            FindingIds.DeadUnits, share >= DeadCritical ? AuditSeverity.Critical : share >= DeadWarning ? AuditSeverity.Warning : AuditSeverity.Info, "features",
            FormattableString.Invariant($"{dead.Length} of {dim} units never change or hardly do ({100 * share:F1}%): {List(dead)}."),
            [new AuditEvidence("share of dead units", share, Against: DeadWarning)], Causes.Training,
            "A unit behind a rectifier whose input is negative for every row gets no gradient and stays so.",
            "Train with a lower learning rate and a longer warm-up; for features already made, drop these units.", "--learning-rate 3e-4 --warm-up 0.1"));
    }

    private static void Loud(AuditMeasures m, AuditVerdict verdict)
    {
        if (m.Clean.OutlierUnits.Length == 0)
        {
            verdict.Fine(FindingIds.OutlierScale, "No few units hold most of the variance.");
            return;
        }

        verdict.Find(new AuditFinding(
            FindingIds.OutlierScale, AuditSeverity.Warning, "units",
            FormattableString.Invariant($"{m.Clean.OutlierUnits.Length} of {m.Input.Features.Dim} units hold {100 * m.Clean.OutlierUnitShare:F1}% of the variance: {List(m.Clean.OutlierUnits)}. Distances and cosines see little else; the other measures leave them out."),
            [new AuditEvidence("share of the variance in outlier units", m.Clean.OutlierUnitShare, Against: 0.5)], Causes.Scale,
            "Each of these units varies more than 10 times as much as the median unit.",
            "Standardise the units before distances are taken, or drop these; in training, decay the weights more.", "--weight-decay 1e-3"));
    }

    private static void Far(AuditMeasures m, AuditVerdict verdict)
    {
        if (m.Clean.OutlierRows == 0)
        {
            verdict.Fine(FindingIds.OutlierScale, "No row lies 10 times as far out as the median row.");
            return;
        }

        verdict.Find(new AuditFinding(
            FindingIds.OutlierScale, m.Clean.OutlierRowShare >= RowWarning ? AuditSeverity.Warning : AuditSeverity.Info, "rows",
            FormattableString.Invariant($"{m.Clean.OutlierRows} rows lie more than 10 times as far from the mean as the median row and hold {100 * m.Clean.OutlierRowShare:F1}% of the variance; the other measures draw them in."),
            [new AuditEvidence("share of the variance in outlier rows", m.Clean.OutlierRowShare, Against: RowWarning)], Causes.Scale,
            "Few rows of another scale are damaged samples more often than rare ones.",
            "Look at these samples: `semblance neighbours --outliers` lists them.", "neighbours --index z.npy --outliers"));
    }

    private static string List(int[] units) => $"units {string.Join(", ", units.Take(8))}{(units.Length > 8 ? ", ..." : "")}";
}
