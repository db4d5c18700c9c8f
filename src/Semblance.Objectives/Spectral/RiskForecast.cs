using Semblance.Errors;

namespace Semblance.Objectives.Spectral;

/// <summary>The error to expect of a ridge probe on an embedding whose variances along canonical directions are known, from few labels, without training anything.</summary>
/// <param name="Error">Mean squared error on new samples, summed over outputs, in the units of the energies and the noise.</param>
/// <param name="Penalty">Ridge penalty for each sample that this was worked out for, in the unit of the scaled variances (the largest is 1).</param>
/// <param name="FittedDim">Degrees of freedom that the probe spends on noise, below the number of labels.</param>
/// <remarks>Asymptotics of ridge regression on Gaussian-like features (Hastie et al. 2022; Simon et al. 2023): with s the variances, k = penalty + (k / n) sum s / (s + k)
/// and f = sum s^2 / (s + k)^2 the error is (k^2 sum energy / (s + k)^2 + noise) / (1 - f / n).</remarks>
public sealed record RiskForecast(double Error, double Penalty, double FittedDim)
{
    private const int Steps = 80;

    /// <summary>The error at a given penalty.</summary>
    /// <param name="variances">Variance of the embedding along each direction, not negative, any unit: scaled to a largest one of 1. [directions]</param>
    /// <param name="energies">Squared coefficient of the target on each unit-variance direction, summed over outputs, not negative. [directions]</param>
    /// <param name="noise">Variance of the target that no direction explains, not negative.</param>
    /// <param name="labels">Number of labelled samples, n, at least 1.</param>
    /// <param name="penalty">Ridge penalty for each sample (the penalty of a sum of squares divided by n), above 0.</param>
    /// <exception cref="RequestException">Lists of different lengths, or numbers out of range.</exception>
    public static RiskForecast At(IReadOnlyList<double> variances, IReadOnlyList<double> energies, double noise, double labels, double penalty)
    {
        Check(variances, energies, noise, labels);
        if (!(penalty > 0 && double.IsFinite(penalty))) throw new RequestException("the ridge penalty must be above 0", $"got {penalty:R}", "give a small positive number for almost none");
        var scaled = Scaled(variances);
        return Of(scaled, energies, noise, labels, Shrinkage(scaled, labels, penalty), penalty);
    }

    /// <summary>The error at the best penalty, to three digits of the penalty.</summary>
    /// <inheritdoc cref="At"/>
    public static RiskForecast Best(IReadOnlyList<double> variances, IReadOnlyList<double> energies, double noise, double labels)
    {
        Check(variances, energies, noise, labels);
        var scaled = Scaled(variances);
        RiskForecast Try(double exponent)
        {
            var penalty = Math.Exp(exponent);
            return Of(scaled, energies, noise, labels, Shrinkage(scaled, labels, penalty), penalty);
        }

        const double low = -16, high = 10;
        var (best, place) = (Try(low), low);
        for (var step = 1; step <= Steps; step++)
        {
            var at = low + ((high - low) * step / Steps);
            if (Try(at) is var found && found.Error < best.Error) (best, place) = (found, at);
        }

        var (from, to) = (place - ((high - low) / Steps), place + ((high - low) / Steps));
        while (to - from > 1e-3)
        {
            var (left, right) = (Try(from + ((to - from) / 3)), Try(to - ((to - from) / 3)));
            if (left.Error < best.Error) best = left;
            if (right.Error < best.Error) best = right;
            if (left.Error < right.Error) to -= (to - from) / 3;
            else from += (to - from) / 3;
        }

        return best;
    }

    private static RiskForecast Of(double[] variances, IReadOnlyList<double> energies, double noise, double labels, double shrinkage, double penalty)
    {
        var (bias, fitted) = (0.0, 0.0);
        for (var k = 0; k < variances.Length; k++)
        {
            var kept = variances[k] / (variances[k] + shrinkage);
            bias += (1 - kept) * (1 - kept) * energies[k];
            fitted += kept * kept;
        }

        return new RiskForecast((bias + noise) / (1 - (fitted / labels)), penalty, fitted);
    }

    /// <summary>The root k of k = penalty + (k / n) sum s / (s + k); between the penalty and the penalty plus sum s / n.</summary>
    private static double Shrinkage(double[] variances, double labels, double penalty)
    {
        var (low, high) = (penalty, penalty + (variances.Sum() / labels));
        for (var step = 0; step < 200 && high - low > 1e-11 * high; step++)
        {
            var middle = (low + high) / 2;
            var fitted = 0.0;
            foreach (var s in variances) fitted += s / (s + middle);
            if (middle * (1 - (fitted / labels)) < penalty) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    private static double[] Scaled(IReadOnlyList<double> variances)
    {
        var largest = variances.Count == 0 ? 0 : variances.Max();
        return [.. variances.Select(s => largest > 0 ? s / largest : 0)];
    }

    private static void Check(IReadOnlyList<double> variances, IReadOnlyList<double> energies, double noise, double labels)
    {
        if (variances.Count != energies.Count) throw new RequestException("each direction needs a variance and an energy", $"{variances.Count} variances, {energies.Count} energies", "give both for the same directions");
        if (!(noise >= 0) || variances.Any(s => !(s >= 0)) || energies.Any(e => !(e >= 0))) throw new RequestException("variances, energies and noise must not be negative", "one of them is negative or not a number", "floor estimates at 0");
        if (!(labels >= 1)) throw new RequestException("a forecast needs labels", $"got {labels:R}", "give 1 or more");
    }
}
