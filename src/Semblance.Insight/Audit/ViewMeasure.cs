using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>How alike two views of a sample are, and what tells them apart.</summary>
/// <param name="Common">Share of the variance of a view's features that it has in common with the other view.</param>
/// <param name="Low">Lower end of its 95% interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="BaselineCommon">The same of the untrained encoder; null when not given.</param>
/// <param name="Sensitivities">One for each parameter that varies.</param>
internal sealed record ViewMeasure(double Common, double Low, double High, double? BaselineCommon, IReadOnlyList<AuditSensitivity> Sensitivities)
{
    private const int Parts = 20;

    internal static ViewMeasure Of(AuditViews views, AuditReference own, AuditViews? baselineViews, AuditReference? baseline, int seed)
    {
        var (first, second) = (own.Map(views.First), own.Map(views.Second));
        var (a, b) = (ViewStatistics.Doubles(first), ViewStatistics.Doubles(second));
        var common = ViewStatistics.Common(a, b, first.Dim);
        var half = Jackknife(a, b, first.Dim);
        var isCompared = baselineViews is not null && baseline is not null;
        var (firstBase, secondBase) = isCompared ? (baseline!.Map(baselineViews!.First), baseline.Map(baselineViews.Second)) : (null, null);
        var commonBase = isCompared ? ViewStatistics.Common(ViewStatistics.Doubles(firstBase!), ViewStatistics.Doubles(secondBase!), firstBase!.Dim) : (double?)null;
        var rows = ProbeRows.Of(first.Rows, null, first.Rows, seed);
        var differences = a.Zip(b, (x, y) => x - y).ToArray();
        var differencesBase = isCompared ? ViewStatistics.Doubles(firstBase!).Zip(ViewStatistics.Doubles(secondBase!), (x, y) => x - y).ToArray() : null;
        var steps = ViewStatistics.Steps(views);
        var sensitivities = ViewStatistics.Places(views).Select((q, k) =>
        {
            var parameter = AuditTrait.Continuous(views.Names[q], ViewStatistics.Column(views.FirstParameters, views.Names.Count, q));
            var read = AttributeProbe.Read(first, parameter, rows)!;
            var before = isCompared ? AttributeProbe.Read(firstBase!, AuditTrait.Continuous(views.Names[q], ViewStatistics.Column(baselineViews!.FirstParameters, views.Names.Count, q)), rows) : null;
            var share = ViewStatistics.Explained(differences, first.Dim, [steps[k]]);
            var shareBase = isCompared ? ViewStatistics.Explained(differencesBase!, firstBase!.Dim, [steps[k]]) : (double?)null;
            return new AuditSensitivity(views.Names[q], read.Skill, read.Interval.Low, read.Interval.High, before?.Skill, before?.Interval.Low, before?.Interval.High, share, share * (1 - common), shareBase * (1 - commonBase));
        });
        return new ViewMeasure(common, common - half, common + half, commonBase, [.. sensitivities]);
    }

    /// <summary>Half-width of a 95% interval from leaving out each twentieth of the rows.</summary>
    private static double Jackknife(double[] a, double[] b, int dim)
    {
        var rows = a.Length / dim;
        var parts = Math.Min(Parts, rows / 2);
        if (parts < 2) return 1;
        var values = Enumerable.Range(0, parts).Select(p =>
        {
            int[] kept = [.. Enumerable.Range(0, rows).Where(r => r % parts != p)];
            return ViewStatistics.Common(Pick(a, dim, kept), Pick(b, dim, kept), dim);
        }).ToArray();
        var mean = values.Average();
        return Statistics.StudentT(parts - 1) * Math.Sqrt((parts - 1.0) / parts * values.Sum(v => (v - mean) * (v - mean)));
    }

    private static double[] Pick(double[] values, int dim, int[] rows)
    {
        var result = new double[rows.Length * dim];
        for (var k = 0; k < rows.Length; k++) values.AsSpan(rows[k] * dim, dim).CopyTo(result.AsSpan(k * dim));
        return result;
    }
}
