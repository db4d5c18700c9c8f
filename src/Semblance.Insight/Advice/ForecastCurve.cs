using Semblance.Insight.Evaluation;
using Semblance.Objectives.Spectral;

namespace Semblance.Insight.Advice;

/// <summary>Extends a leave-one-out error to other numbers of labels by the risk formula.</summary>
/// <remarks>The shape comes from the estimated energies of the task, the height from the leave-one-out error: energies are scaled by one factor (and what is not
/// explained is noise) so that the formula gives the measured error at the measured number of labels.</remarks>
internal static class ForecastCurve
{
    private static readonly int[] Round = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

    /// <summary>The curve from 10 labels to ten times as many as there are, at least 1,000.</summary>
    /// <param name="variances">Variances of the embedding along its directions.</param>
    /// <param name="energies">Energies of the task along the same directions, in units of the labels' variance.</param>
    /// <param name="score">Leave-one-out result.</param>
    /// <param name="interval">95% interval of its error.</param>
    internal static IReadOnlyList<ForecastPoint> Of(double[] variances, double[] energies, ProbeScore score, Interval interval)
    {
        var n = score.Losses.Length;
        var counts = Round.Where(c => c <= Math.Max(1000, 10 * n)).Append(n).Append(10 * n).Distinct().Order().ToList();
        var (middle, low, high) = (Along(variances, energies, score, score.Error, counts), Along(variances, energies, score, interval.Low, counts), Along(variances, energies, score, interval.High, counts));
        return [.. counts.Select((c, k) => new ForecastPoint(c, middle[k], new Interval(low[k], high[k])))];
    }

    private static double[] Along(double[] variances, double[] energies, ProbeScore score, double error, List<int> counts)
    {
        var n = score.Losses.Length;
        var total = energies.Sum();
        double At(double factor) => RiskForecast.TestError(variances, Scaled(energies, factor), Math.Max(0, 1 - (factor * total)), n, score.Penalty);

        // The error falls as more of the labels is explained.
        var (low, high) = (0.0, total > 0 ? 1 / total : 0);
        for (var step = 0; step < 30 && high > 0; step++)
        {
            var middle = (low + high) / 2;
            if (At(middle) > error) low = middle;
            else high = middle;
        }

        var factor = (low + high) / 2;
        var scaled = Scaled(energies, factor);
        var noise = Math.Max(0, 1 - (factor * total));
        var rest = error / Math.Max(1e-12, RiskForecast.Best(variances, scaled, noise, n).Error);
        return [.. counts.Select(c => Math.Min(1.5, rest * RiskForecast.Best(variances, scaled, noise, c).Error))];
    }

    private static double[] Scaled(double[] energies, double factor) => [.. energies.Select(e => e * factor)];
}
