namespace Semblance.Insight.Audit;

/// <summary>Copies, between training and held-out rows where there is a split.</summary>
internal static class LeakageJudge
{
    /// <summary>So few different rows are a collapse, not copies.</summary>
    private const double FewDistinct = 0.2;

    internal static void Judge(AuditMeasures m, AuditVerdict verdict)
    {
        if (m.Input.LeakedShare is { } samples) Samples(m, samples, verdict);
        var n = m.Neighbours;
        var isSplit = m.Input.HeldOut is not null;
        if (n.Distinct < FewDistinct * m.Input.Features.Rows)
        {
            verdict.Fine(FindingIds.Leakage, $"There are only {n.Distinct} different rows: a matter of collapse, not of copies.");
            return;
        }

        var isLeak = n.Copies >= m.Options.Leak || (isSplit && n.NearInterval.Low >= m.Options.Leak);
        if (!isLeak && n.Copies == 0)
        {
            verdict.Fine(FindingIds.Leakage, FormattableString.Invariant($"No row is a copy of {(isSplit ? "a training row" : "another")}; near copies {100 * n.NearCopies:F1}% [{100 * n.NearInterval.Low:F1}, {100 * n.NearInterval.High:F1}] of {n.Sampled} sampled."));
            return;
        }

        verdict.Find(new AuditFinding(
            FindingIds.Leakage, isLeak ? AuditSeverity.Warning : AuditSeverity.Info, "rows",
            FormattableString.Invariant($"{100 * n.Copies:F1}% of the {(isSplit ? "held-out rows are training rows" : "rows are copies of others")}, {100 * n.NearCopies:F1}% nearly so: what is tested on them is partly known by heart."),
            [new AuditEvidence("share of copies", n.Copies, Against: m.Options.Leak), new AuditEvidence("share of near copies", n.NearCopies, n.NearInterval.Low, n.NearInterval.High, m.Options.Leak)],
            Causes.Copies, "The features of these rows are the same number for number, which different samples do not give.", "Remove the copies, then evaluate again.", "neighbours --index z.npy --k 1 --duplicates 0.99999"));
    }

    private static void Samples(AuditMeasures m, double share, AuditVerdict verdict)
    {
        var interval = Evaluation.Statistics.Wilson((long)Math.Round(share * m.Input.LeakedOf), m.Input.LeakedOf);
        if (share < m.Options.Leak)
        {
            verdict.Fine(FindingIds.Leakage, FormattableString.Invariant($"{100 * share:F2}% of {m.Input.LeakedOf} test samples are training samples number for number."));
            return;
        }

        verdict.Find(new AuditFinding(
            FindingIds.Leakage, AuditSeverity.Warning, "samples", FormattableString.Invariant($"{100 * share:F1}% of the test samples are training samples."),
            [new AuditEvidence("share of test samples in training", share, interval.Low, interval.High, m.Options.Leak)], Causes.Copies, "Their pixels are the same number for number.",
            "Remove them from one of the two parts.", "neighbours --index train.npy --query test.npy --k 1"));
    }
}
