namespace Semblance.Objectives.Spectral;

/// <summary>What a ridge regression on an embedding is expected to cost on unseen samples, from the embedding's spectrum and the task's coefficients alone.</summary>
/// <remarks>Deterministic equivalent of ridge regression (Hastie, Montanari, Rosset and Tibshirani 2022; Canatar, Bordelon and Pehlevan 2021): with kappa the root
/// of kappa = ridge + kappa / n sum s / (s + kappa) and df = sum s^2 / (s + kappa)^2 the error is (kappa^2 sum theta^2 / (s + kappa)^2 + noise) / (1 - df / n).
/// Exact as labels and directions grow together; for Gaussian-like features a few per cent off from 8 labels on.</remarks>
public static class RiskForecast
{
    /// <summary>Expected squared error on an unseen sample, noise included; infinite where the labels are too few for the ridge.</summary>
    /// <param name="variances">Variance of the embedding along each canonical direction, not negative, [directions]; their common scale matters only against the ridge.</param>
    /// <param name="energies">Squared coefficient of the target on each direction of variance 1, not negative, [directions]; of several outputs their sum.</param>
    /// <param name="noise">Variance of what the directions cannot explain, not negative; of several outputs their sum.</param>
    /// <param name="labels">Labelled samples, n, above 0.</param>
    /// <param name="ridge">Penalty on the squared weights added to the mean squared error, not negative, in the unit of the variances.</param>
    public static double TestError(IReadOnlyList<double> variances, IReadOnlyList<double> energies, double noise, double labels, double ridge)
    {
        var kappa = EffectiveRidge(variances, labels, ridge);
        var (bias, freedom) = (0.0, 0.0);
        for (var k = 0; k < variances.Count; k++)
        {
            var lost = variances[k] == 0 ? 1 : kappa / (variances[k] + kappa);
            bias += lost * lost * energies[k];
            freedom += (1 - lost) * (1 - lost);
        }

        return freedom < labels ? (bias + noise) / (1 - (freedom / labels)) : double.PositiveInfinity;
    }

    /// <summary>The ridge of least expected error, and that error.</summary>
    /// <inheritdoc cref="TestError"/>
    /// <returns>Ridge, in the unit of the variances, and expected squared error.</returns>
    public static (double Ridge, double Error) Best(IReadOnlyList<double> variances, IReadOnlyList<double> energies, double noise, double labels)
    {
        var largest = Math.Max(variances.Max(), 1e-300);
        var (best, at) = (double.PositiveInfinity, 0.0);
        for (var power = -8.0; power <= 4; power += 0.125) Try(power);
        for (var step = 0.0625; step > 1e-3; step /= 2)
        {
            Try(at - step);
            Try(at + step);
        }

        return (largest * Math.Pow(10, at), best);

        void Try(double power)
        {
            var error = TestError(variances, energies, noise, labels, largest * Math.Pow(10, power));
            if (error < best) (best, at) = (error, power);
        }
    }

    /// <summary>The ridge that an infinite sample would need to shrink alike: the root kappa, at least the ridge itself.</summary>
    /// <param name="variances">As for the error.</param>
    /// <param name="labels">Labelled samples, n, above 0.</param>
    /// <param name="ridge">Not negative.</param>
    internal static double EffectiveRidge(IReadOnlyList<double> variances, double labels, double ridge)
    {
        // kappa - ridge - kappa / n sum s / (s + kappa) is convex and below 0 at the ridge: the root lies between there and ridge + trace / n.
        var (low, high) = (ridge, ridge + (variances.Sum() / labels));
        for (var step = 0; step < 200 && high - low > 1e-15 * high; step++)
        {
            var middle = (low + high) / 2;
            var sum = 0.0;
            foreach (var s in variances) sum += s == 0 ? 0 : s / (s + middle);
            if (middle - ridge - (middle / labels * sum) < 0) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
