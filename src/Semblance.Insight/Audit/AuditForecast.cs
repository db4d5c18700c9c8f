using Semblance.Insight.Evaluation;
using Semblance.Insight.Features;
using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Pairs;
using Semblance.Pairs.Moments;
using Moments = Semblance.Objectives.Features.FeatureMoments;

namespace Semblance.Insight.Audit;

/// <summary>What the inputs and their views alone say of each attribute: how much of it views share, and the smallest embedding that keeps it.</summary>
/// <remarks>Linear in the inputs: see <see cref="FeatureForecaster"/>. Numbers are cut into quarters, as the forecast knows levels only.</remarks>
internal static class AuditForecast
{
    /// <summary>Inputs wider than this would take longer than the rest of the audit.</summary>
    private const int Widest = 400;

    private const int MostRows = 4000, Parts = 4;

    /// <summary>The forecast; null without inputs and their views, or for wide inputs.</summary>
    internal static FeatureForecast? Of(AuditInput input, ProbeRows rows, IReadOnlyList<AuditTarget> targets)
    {
        if (input.Inputs is not { } samples || input.InputViews is not { } views || samples.Dim > Widest) return null;
        List<SampleFactor> factors = [.. targets.Where(t => t.Kind != AuditTarget.Discovered).Select(Factor)];
        if (factors.Count == 0) return null;
        int[] places = [.. Enumerable.Range(0, Math.Min(MostRows, rows.Rows.Length))];
        var labels = targets.FirstOrDefault(t => t.Kind == AuditTarget.Labels)?.Attribute.Name;
        var moments = PairMomentsOf.Views([views.First.Values, views.Second.Values], samples.Dim, labels: Classes(input, views));
        var chosen = samples.Select([.. places.Select(p => rows.Rows[p])]);
        return FeatureForecaster.Of(
            Moments.Of(moments, new FeatureMomentOptions { AppendsConstant = true }), WithConstant(chosen), [.. factors.Select(f => f with { Values = [.. places.Select(p => f.Values[p])] })],
            new FeatureForecastOptions { Dim = Math.Min(input.Features.Dim, samples.Dim) }, labels);
    }

    private static int[]? Classes(AuditInput input, AuditViews views) => input.Features.Labels is { } labels
        ? new ClassMap(labels).Of(views.Rows is { } rows ? [.. rows.Select(r => labels[r])] : labels)
        : null;

    private static SampleFactor Factor(AuditTarget target) => target.Attribute.Classes is { } classes
        ? new SampleFactor(target.Attribute.Name, classes, target.Attribute.Levels.Count)
        : new SampleFactor(target.Attribute.Name, Quarters(target.Attribute.Numbers!), Parts);

    private static int[] Quarters(double[] numbers)
    {
        var sorted = numbers.Order().ToArray();
        double[] cuts = [.. Enumerable.Range(1, Parts - 1).Select(k => sorted[k * sorted.Length / Parts])];
        return Array.ConvertAll(numbers, v => cuts.Count(c => v >= c));
    }

    private static Matrix WithConstant(FeatureSet samples)
    {
        var result = new Matrix(samples.Rows, samples.Dim + 1);
        for (var r = 0; r < samples.Rows; r++)
        {
            for (var c = 0; c < samples.Dim; c++) result[r, c] = samples.Values[(r * samples.Dim) + c];
            result[r, samples.Dim] = 1;
        }

        return result;
    }
}
