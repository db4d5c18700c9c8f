using Semblance.Insight.Evaluation;
using Semblance.Objectives.Spectral;

namespace Semblance.Insight.Advice;

/// <summary>Extends a leave-one-out error to other numbers of labels by the risk formula.</summary>
/// <remarks>The shape comes from the estimated energies of the task, the height from the leave-one-out error: energies are scaled by one factor (and what is not
/// explained is noise) so that the formula gives the measured error at the measured number of labels.</remarks>
internal static class ForecastCurve
{
    private static readonly int[] Round = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

    private static readonly double[] Penalties = [.. Enumerable.Range(0, 41).Select(k => Math.Pow(10, -6 + (0.2 * k)))];

    /// <summary>The curve from 10 labels to ten times as many as there are, at least 1,000.</summary>
    /// <param name="variances">Variances of the embedding along its directions.</param>
    /// <param name="energies">Energies of the task along the same directions, in units of the labels' variance.</param>
    /// <param name="score">Leave-one-out result.</param>
    /// <param name="interval">95% interval of its error.</param>
    internal static IReadOnlyList<ForecastPoint> Of(double[] variances, double[] energies, ProbeScore score, Interval interval)
    {
        var n = score.Losses.Length;
        var largest = variances.Max();
        variances = [.. variances.Select(v => v / largest)];
        var counts = Round.Where(c => c <= Math.Max(1000, 10 * n)).Append(n).Append(10 * n).Distinct().Order().ToList();
        var parts = counts.ToDictionary(c => c, c => Parts(variances, energies, c));
        var total = energies.Sum();
        double[] Curve(double error)
        {
            var factor = Factor(parts[n], total, error);
            var scale = error / Error(parts[n], total, factor);
            return [.. counts.Select(c => Math.Min(Math.Max(1, error), scale * Error(parts[c], total, factor)))];
        }

        var (middle, low, high) = (Curve(score.Error), Curve(interval.Low), Curve(interval.High));
        return [.. counts.Select((c, k) => new ForecastPoint(c, middle[k], new Interval(low[k], high[k])))];
    }

    /// <summary>Brings the formula for more labels to the slope that was measured with fewer.</summary>
    /// <remarks>The formula takes directions as independent and Gaussian; where they are not (pixels), its curve is too steep on both sides of the present number of labels. Its logarithm over that
    /// of the present error is multiplied by the factor, at most 1, that fits the measured errors of parts best by least squares.</remarks>
    /// <param name="formula">Errors by the formula.</param>
    /// <param name="points">The same, with measured errors for fewer labels.</param>
    /// <param name="labels">Labels there are.</param>
    internal static IReadOnlyList<ForecastPoint> Tempered(IReadOnlyList<ForecastPoint> formula, IReadOnlyList<ForecastPoint> points, int labels)
    {
        if (formula.FirstOrDefault(p => p.Labels == labels) is not { } now) return points;
        var (product, square) = (0.0, 0.0);
        foreach (var measured in points.Where(p => p.Labels < labels))
        {
            var steep = Math.Log(formula.First(p => p.Labels == measured.Labels).Error / now.Error);
            (product, square) = (product + (steep * Math.Log(measured.Error / now.Error)), square + (steep * steep));
        }

        if (square == 0 || product >= square) return points;
        var factor = Math.Max(0, product / square);
        double Bent(double value, double start) => value > 0 && start > 0 ? start * Math.Pow(value / start, factor) : value;
        return [.. points.Select(p => p.Labels <= labels ? p : new ForecastPoint(p.Labels, Bent(p.Error, now.Error), new Interval(Bent(p.Interval.Low, now.Interval.Low), Bent(p.Interval.High, now.Interval.High))))];
    }

    /// <summary>At each penalty the error of the energies alone and of noise of variance 1 alone: the error is linear in both.</summary>
    private static (double Task, double Noise)[] Parts(double[] variances, double[] energies, int labels)
    {
        var none = new double[energies.Length];
        return [.. Penalties.Select(p => (RiskForecast.TestError(variances, energies, 0, labels, p), RiskForecast.TestError(variances, none, 1, labels, p))).Where(p => double.IsFinite(p.Item2))];
    }

    /// <summary>The error at the best penalty when energies are scaled by a factor and what they do not explain is noise.</summary>
    private static double Error((double Task, double Noise)[] parts, double total, double factor) =>
        Math.Max(1e-12, parts.Min(p => (factor * p.Task) + (Math.Max(0, 1 - (factor * total)) * p.Noise)));

    /// <summary>The factor that gives a measured error; the more is explained, the lower the error.</summary>
    private static double Factor((double Task, double Noise)[] parts, double total, double error)
    {
        var (low, high) = (0.0, total > 0 ? 1 / total : 0);
        for (var step = 0; step < 50 && high > 0; step++)
        {
            var middle = (low + high) / 2;
            if (Error(parts, total, middle) > error) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
