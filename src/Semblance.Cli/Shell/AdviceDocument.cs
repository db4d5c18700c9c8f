using Semblance.Insight.Advice;
using Semblance.Insight.Evaluation;

namespace Semblance.Cli.Shell;

/// <summary>Advice as a JSON document.</summary>
internal static class AdviceDocument
{
    internal static object Of(AdviceReport report, TrainAdvice? train) => new
    {
        report.Verdict,
        Findings = report.Findings.Select(f => new { f.Id, f.Text }),
        Advised = new
        {
            report.Advised.Pairs,
            report.Advised.Candidate.Method,
            report.Advised.Candidate.Options,
            Dim = report.AdvisedDim,
            Batch = report.AdvisedBatch,
            InvarianceRange = new[] { report.InvarianceRange.Low, report.InvarianceRange.High },
            Train = train?.Command("runs/advised"),
            train?.Note,
        },
        report.Labels,
        report.Classes,
        report.Dim,
        Checked = report.Checked == 0 ? (int?)null : report.Checked,
        Ranking = report.Ranking.Select((r, k) => new
        {
            Rank = k + 1,
            r.Pairs,
            r.Candidate.Name,
            r.Candidate.Method,
            r.Candidate.Options,
            Dimensions = r.Candidate.Rank == 0 ? (int?)null : r.Candidate.Rank,
            Rankme = r.Candidate.Rank == 0 ? (double?)null : r.Candidate.RankMe,
            Forecast = r.Forecast is { } f ? Forecast(f) : null,
        }),
        Quantities = Quantities(report.AdvisedPairs),
        Pairs = report.Pairs.Select(Quantities),
        Dimensions = Settings(report.Dimensions),
        Batches = Settings(report.Batches),
        Invariances = Settings(report.Invariances),
    };

    private static object Forecast(Forecast f) => new
    {
        f.Error,
        Interval = Pair(f.Interval),
        f.Accuracy,
        AccuracyInterval = Pair(f.AccuracyInterval),
        f.Excess,
        ExcessInterval = Pair(f.ExcessInterval),
        f.Measured,
        f.MeasuredAccuracy,
        Curve = f.Curve.Select(p => new { p.Labels, p.Error, Interval = Pair(p.Interval) }),
    };

    private static object Quantities(PairQuantities q) => new
    {
        q.Name,
        Input = q.Description,
        q.Spectrum,
        q.MeanCorrelation,
        q.TaskEnergy,
        q.TaskCorrelation,
        q.Lift,
        q.TaskDim,
        q.Rank,
        q.EffectiveDim,
        q.Components,
        q.Homophily,
        q.ChanceHomophily,
        q.EdgeDisagreement,
        Dropped = q.Dropped?.Select(d => new { d.Direction, d.Correlation, d.Energy, d.Invariance }),
        q.Warnings,
    };

    private static IEnumerable<object> Settings(IReadOnlyList<Setting> settings) => settings.Select(s => new { s.Value, s.Error, ExcessInterval = Pair(s.Excess) });

    private static double[] Pair(Interval interval) => [interval.Low, interval.High];
}
