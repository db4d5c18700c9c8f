using Semblance.Errors;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Features without dead units and without what outweighs everything else, so that one bad unit does not hide the others from the measures.</summary>
/// <remarks>Dead: never changes, or by less than 1e-4 of the median unit. Outlier units: at most a twentieth of the units, each with more than 10 times the median deviation, which together hold
/// half of the variance. Outlier rows: at most a hundredth of the rows, each more than 10 times as far from the mean as the median row; they are drawn in to the distance of the median row.</remarks>
internal sealed record CleanFeatures(FeatureSet Features, int[] Dead, int[] OutlierUnits, double OutlierUnitShare, int OutlierRows, double OutlierRowShare)
{
    private const double Dying = 1e-4, Far = 10, Most = 0.5, UnitShare = 0.05, RowShare = 0.01;

    /// <exception cref="RequestException">No unit changes at all.</exception>
    internal static CleanFeatures Of(FeatureSet features)
    {
        var standard = Standardiser.Fit(features);
        var variance = Variances(features, standard);
        var alive = variance.Where(v => v > 0).Order().ToArray();
        if (alive.Length == 0) throw new RequestException($"{features.Name} is constant", $"all {features.Rows} rows are the same in all {features.Dim} dimensions", "look for the step that made them so; a collapsed embedding cannot be read any further");
        var median = Math.Sqrt(alive[alive.Length / 2]);
        int[] dead = [.. Enumerable.Range(0, features.Dim).Where(c => Math.Sqrt(variance[c]) < Dying * median)];
        var (units, unitShare) = LoudUnits(variance, median);
        var (rows, rowShare, clean) = Clipped(Without(features, [.. dead, .. units]));
        return new CleanFeatures(clean, dead, units, unitShare, rows, rowShare);
    }

    /// <summary>Other features of the same encoder without the units that were left out here.</summary>
    internal FeatureSet Same(FeatureSet others) => Without(others, [.. Dead, .. OutlierUnits]);

    private static double[] Variances(FeatureSet features, Standardiser standard)
    {
        var variance = new double[features.Dim];
        var first = features.Values.AsSpan(0, features.Dim).ToArray();
        var moved = new bool[features.Dim];
        for (var r = 1; r < features.Rows; r++)
        {
            var row = features.Values.AsSpan(r * features.Dim, features.Dim);
            for (var c = 0; c < row.Length; c++) moved[c] |= row[c] != first[c];
        }

        // The standardiser gives deviation 1 to constants, so a unit that does not move is told by its values.
        for (var c = 0; c < variance.Length; c++) variance[c] = moved[c] ? standard.Deviation[c] * standard.Deviation[c] : 0;
        return variance;
    }

    private static (int[] Units, double Share) LoudUnits(double[] variance, double median)
    {
        var total = variance.Sum();
        int[] loud = [.. Enumerable.Range(0, variance.Length).Where(c => Math.Sqrt(variance[c]) > Far * median)];
        var share = loud.Sum(c => variance[c]) / total;
        return loud.Length > 0 && loud.Length <= Math.Max(1, UnitShare * variance.Length) && variance.Length >= 4 && share >= Most ? (loud, share) : ([], 0);
    }

    private static FeatureSet Without(FeatureSet features, int[] units)
    {
        if (units.Length == 0) return features;
        int[] kept = [.. Enumerable.Range(0, features.Dim).Except(units)];
        var values = new float[features.Rows * kept.Length];
        Parallel.For(0, features.Rows, r =>
        {
            for (var c = 0; c < kept.Length; c++) values[(r * kept.Length) + c] = features.Values[(r * features.Dim) + kept[c]];
        });
        return features.With(values, kept.Length);
    }

    private static (int Rows, double Share, FeatureSet Features) Clipped(FeatureSet features)
    {
        var mean = Standardiser.Fit(features).Mean;
        var squares = new double[features.Rows];
        Parallel.For(0, features.Rows, r =>
        {
            var sum = 0.0;
            for (var c = 0; c < features.Dim; c++)
            {
                var d = features.Values[(r * features.Dim) + c] - mean[c];
                sum += d * d;
            }

            squares[r] = sum;
        });
        var sorted = squares.Order().ToArray();
        var median = sorted[sorted.Length / 2];
        var limit = Far * Far * median;
        int[] far = limit > 0 ? [.. Enumerable.Range(0, features.Rows).Where(r => squares[r] > limit)] : [];
        if (far.Length == 0 || far.Length > RowShare * features.Rows) return (0, 0, features);
        var values = (float[])features.Values.Clone();
        foreach (var r in far)
        {
            var scale = Math.Sqrt(median / squares[r]);
            for (var c = 0; c < features.Dim; c++) values[(r * features.Dim) + c] = (float)(mean[c] + (scale * (values[(r * features.Dim) + c] - mean[c])));
        }

        return (far.Length, far.Sum(r => squares[r]) / squares.Sum(), features.With(values, features.Dim));
    }
}
