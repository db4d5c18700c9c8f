namespace Semblance.Insight.Advice;

/// <summary>Weights of VICReg as published (hinge on deviations) whose optimum has the spectrum that the squared form has at a ratio r of invariance to variance.</summary>
/// <param name="Invariance">Weight of the invariance term, with covariance weight 1.</param>
/// <param name="Variance">Weight of the variance term, 25 or as much more as keeps deviations at 1.</param>
/// <remarks>The squared form keeps s = (1 - r (1 - rho))_+, the hinge (t - (invariance / 2)(1 - rho))_+ with t such that the mean over dim dimensions is 1: equal up to scale when
/// t = dim / sum s and invariance = 2 r t. Deviations stay at 1 while variance is at least 8 (t - 1): there another unit of variance costs as much as it earns.</remarks>
public sealed record InvarianceConversion(double Invariance, double Variance)
{
    /// <summary>A little more than the 8 of the formula, so that rounding leaves deviations at 1.</summary>
    private const double Margin = 8.2;

    /// <summary>Converts a ratio.</summary>
    /// <param name="ratio">r, above 0 and small enough to keep a direction.</param>
    /// <param name="spectrum">Canonical correlations, descending.</param>
    /// <param name="dim">Size of the embedding.</param>
    public static InvarianceConversion Of(double ratio, IReadOnlyList<double> spectrum, int dim)
    {
        var distances = spectrum.Take(dim).Select(rho => Math.Max(0, 1 - rho)).ToArray();
        var kept = distances.Select(d => Math.Max(0, 1 - (ratio * d))).ToArray();
        var level = dim / kept.Sum();
        return new InvarianceConversion(2 * ratio * level, Math.Max(25, Margin * (level - 1)));
    }
}
