namespace Semblance.Insight.Evaluation;

/// <summary>95% intervals.</summary>
internal static class Statistics
{
    private const double Normal = 1.959963984540054;

    /// <summary>Wilson's score interval of a share (Wilson 1927).</summary>
    internal static Interval Wilson(long hits, long rows)
    {
        var (p, z2) = ((double)hits / rows, Normal * Normal / rows);
        var middle = (p + (z2 / 2)) / (1 + z2);
        var half = Normal * Math.Sqrt((p * (1 - p) / rows) + (z2 / rows / 4)) / (1 + z2);
        return new Interval(hits == 0 ? 0 : middle - half, hits == rows ? 1 : middle + half);
    }

    /// <summary>Percentile bootstrap over rows, shifted by the bootstrap's own bias so that it lies around the value.</summary>
    /// <param name="value">The statistic of all rows.</param>
    /// <param name="rows">Number of rows to draw from.</param>
    /// <param name="draws">Resamples.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="statistic">The statistic of a resample, given how often each row was drawn.</param>
    internal static Interval Bootstrap(double value, int rows, int draws, int seed, Func<int[], double> statistic)
    {
        var values = new double[draws];
        Parallel.For(0, draws, d =>
        {
            var random = new Random(unchecked((seed * 1_000_003) + d));
            var counts = new int[rows];
            for (var i = 0; i < rows; i++) counts[random.Next(rows)]++;
            values[d] = statistic(counts);
        });
        Array.Sort(values);
        var bias = values.Average() - value;
        return new Interval(Percentile(values, 0.025) - bias, Percentile(values, 0.975) - bias);
    }

    /// <summary>Quantile 0.975 of Student's t: half-width of a 95% interval in standard errors.</summary>
    internal static double StudentT(int degrees)
    {
        var (low, high) = (1.0, 20.0);
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            if (TwoSided(middle, degrees) > 0.05) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Linear interpolation between order statistics.</summary>
    internal static double Percentile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    // Finite series for P(|T| > t), Abramowitz & Stegun 26.7.3-4.
    private static double TwoSided(double t, int degrees)
    {
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var (cos2, odd) = (Math.Cos(angle) * Math.Cos(angle), degrees % 2 == 1);
        var (term, sum) = (odd ? Math.Cos(angle) : 1.0, 0.0);
        for (var k = odd ? 1 : 0; k <= degrees - 2; k += 2)
        {
            sum += term;
            term *= cos2 * (k + 1) / (k + 2);
        }

        var inside = odd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
        return 1 - inside;
    }
}
