namespace Semblance.Objectives.Dynamics;

/// <summary>Finds when curves that can be evaluated at any time first reach their targets.</summary>
internal static class Crossing
{
    private const double Growth = 1.05;

    /// <summary>First time each curve reaches its target, [targets]; infinite for targets that are infinite or not reached.</summary>
    /// <param name="state">Values at a time, [targets].</param>
    /// <param name="targets">Infinite for curves that are not asked for.</param>
    /// <param name="start">First positive time to look at; times grow by 5% from there, and a crossing is then refined to rounding.</param>
    /// <param name="end">Last time to look at.</param>
    internal static double[] First(Func<double, double[]> state, double[] targets, double start, double end)
    {
        var times = Enumerable.Repeat(double.PositiveInfinity, targets.Length).ToArray();
        var (before, values) = (0.0, state(0));
        for (var after = 0.0; ; after = Math.Min(after == 0 ? start : after * Growth, end))
        {
            if (after > 0) values = state(after);
            for (var j = 0; j < targets.Length; j++)
            {
                if (double.IsInfinity(times[j]) && values[j] >= targets[j]) times[j] = after == 0 ? 0 : Refine(t => state(t)[j] - targets[j], before, after);
            }

            if (after >= end || !Enumerable.Range(0, targets.Length).Any(j => double.IsInfinity(times[j]) && double.IsFinite(targets[j]))) return times;
            before = after;
        }
    }

    /// <summary>The time between low (excess negative) and high (not negative) at which the excess changes sign; at or after it.</summary>
    internal static double Refine(Func<double, double> excess, double low, double high)
    {
        var (below, above) = (excess(low), excess(high));
        for (var side = 0; high - low > 1e-13 * high;)
        {
            // The Illinois rule: halve the value at an end that stays, and halve the interval where the straight line gives nothing new.
            var guess = high - (above * (high - low) / (above - below));
            if (!(guess > low && guess < high)) guess = low + ((high - low) / 2);
            if (guess <= low || guess >= high) break;
            var value = excess(guess);
            if (value >= 0)
            {
                (high, above) = (guess, value);
                if (side == 1) below /= 2;
                side = 1;
            }
            else
            {
                (low, below) = (guess, value);
                if (side == -1) above /= 2;
                side = -1;
            }

            if (value == 0) break;
        }

        return high;
    }
}
