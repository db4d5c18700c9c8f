namespace Semblance.Objectives.BarlowTwins;

/// <summary>How Barlow Twins shares a total variance of dim out over directions.</summary>
/// <remarks>Stationary where m_k = (c rho_k - h)_+ / (w rho_k^2) with c = 1 - (1 - w) S / dim, S = sum rho m and the level h such that sum m = dim. For a
/// given c the directions above the level are the first few and h is exact; c minus its right side rises in c, so bisection finds it. Where there is a direction
/// that is not positive beside one that is not negative, variance can be had for nothing (see <see cref="Spare"/>): h is then not below 0 and what is left
/// is put there.</remarks>
internal static class WaterFilling
{
    /// <summary>Correlations below this are taken for 0: rounding of an eigenvalue.</summary>
    private const double Nothing = 1e-13;

    /// <summary>The variances along positive directions, [correlations], of sum at most dim; 0 along the others.</summary>
    internal static double[] Fill(double[] correlations, int dim, double weight)
    {
        if (weight == 0 || (correlations.Length == 1 && Math.Abs(correlations[0]) > Nothing))
        {
            var single = new double[correlations.Length];
            single[0] = dim;
            return single;
        }

        var (low, high) = (0.0, 2.0);
        while (true)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high) break;
            var variances = At(correlations, dim, weight, middle);
            var similar = correlations.Zip(variances, (rho, m) => rho * m).Sum();
            if (middle < 1 - ((1 - weight) * similar / dim)) low = middle; else high = middle;
        }

        return At(correlations, dim, weight, high);
    }

    /// <summary>Gives the variance that is left over, if any, to directions where it costs nothing.</summary>
    /// <param name="correlations">Descending.</param>
    /// <param name="variances">As filled; changed.</param>
    /// <param name="dim">What the variances must sum to.</param>
    /// <returns>Whether the first and the last direction were mixed: a^2 and b^2 along them, fully correlated, with a^2 rho_first + b^2 rho_last as before.</returns>
    /// <remarks>Directions with rho = 0 share it. Where there are none, a direction of negative correlation mixed into the first one uses up variance without
    /// changing any correlation of the embedding; without mixing the variance would add to the off-diagonal elements.</remarks>
    internal static bool Spare(double[] correlations, double[] variances, int dim)
    {
        var left = dim - variances.Sum();
        if (left <= 1e-12 * dim) return false;
        var free = correlations.Count(rho => Math.Abs(rho) <= Nothing);
        for (var k = 0; k < correlations.Length && free > 0; k++)
        {
            if (Math.Abs(correlations[k]) <= Nothing) variances[k] = left / free;
        }

        if (free > 0 || correlations[^1] > 0) return false;
        var moved = correlations[0] * left / (correlations[0] - correlations[^1]);
        variances[0] += left - moved;
        variances[^1] = moved;
        return true;
    }

    /// <summary>The variances for a given c.</summary>
    private static double[] At(double[] correlations, int dim, double weight, double factor)
    {
        var variances = new double[correlations.Length];
        var (level, active) = Level(correlations, dim, weight, factor);
        for (var k = 0; k < active; k++) variances[k] = ((factor * correlations[k]) - level) / (weight * correlations[k] * correlations[k]);
        return variances;
    }

    /// <summary>The level and how many directions are above it; at least 0 where variance can be had for nothing.</summary>
    private static (double Level, int Active) Level(double[] correlations, int dim, double weight, double factor)
    {
        var (sum, squares, level) = (0.0, 0.0, double.NegativeInfinity);
        for (var k = 0; k < correlations.Length; k++)
        {
            var rho = correlations[k];
            if (rho <= Nothing && correlations[0] >= -Nothing) return (Math.Max(0, level), k);
            if (factor * rho <= level) return (level, k);
            sum += 1 / rho;
            squares += 1 / (rho * rho);
            level = ((factor * sum) - (weight * dim)) / squares;
        }

        return (level, correlations.Length);
    }
}
