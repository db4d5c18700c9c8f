namespace Semblance.Insight.Advice;

/// <summary>Weights of VICReg as published (hinge on deviations) whose optimum has the spectrum that the squared form has at a ratio r of invariance to variance.</summary>
/// <param name="Invariance">Weight of the invariance term, with covariance weight 1.</param>
/// <param name="Variance">Weight of the variance term, 25 or as much more as keeps deviations at 1.</param>
/// <remarks>The squared form keeps s = (1 - r (1 - rho))_+, the hinge (t - (invariance / 2)(1 - rho))_+ with t such that the mean over dim dimensions is 1: equal up to scale when
/// t = dim / sum s and invariance = 2 r t. Deviations stay at 1 while variance >= 4 invariance * mean (1 - rho) of the embedding, weighted by its variances.</remarks>
public sealed record InvarianceConversion(double Invariance, double Variance)
{
    /// <summary>Converts a ratio.</summary>
    /// <param name="ratio">r, above 0 and small enough to keep a direction.</param>
    /// <param name="spectrum">Canonical correlations, descending.</param>
    /// <param name="dim">Size of the embedding.</param>
    public static InvarianceConversion Of(double ratio, IReadOnlyList<double> spectrum, int dim)
    {
        var distances = spectrum.Take(dim).Select(rho => Math.Max(0, 1 - rho)).ToArray();
        var kept = distances.Select(d => Math.Max(0, 1 - (ratio * d))).ToArray();
        var sum = kept.Sum();
        var level = Math.Min(dim, distances.Length) / sum;
        var invariance = 2 * ratio * level;
        var distance = distances.Zip(kept, (d, s) => d * s).Sum() / sum;
        return new InvarianceConversion(invariance, Math.Max(25, 4.2 * invariance * distance));
    }
}
