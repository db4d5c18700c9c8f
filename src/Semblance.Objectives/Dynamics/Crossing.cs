namespace Semblance.Objectives.Dynamics;

/// <summary>Finds when curves that can be evaluated at any time first reach their targets.</summary>
internal static class Crossing
{
    private const double Growth = 1.03;

    /// <summary>First time each curve reaches its target, [targets]; infinite for targets that are infinite or not reached.</summary>
    /// <param name="state">Values at a time, [targets].</param>
    /// <param name="targets">Infinite for curves that are not asked for.</param>
    /// <param name="start">First positive time to look at; times grow by 3% from there, and a crossing is then bisected to rounding.</param>
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
                if (double.IsInfinity(times[j]) && values[j] >= targets[j]) times[j] = after == 0 ? 0 : Bisect(t => state(t)[j] >= targets[j], before, after);
            }

            if (after >= end || !Enumerable.Range(0, targets.Length).Any(j => double.IsInfinity(times[j]) && double.IsFinite(targets[j]))) return times;
            before = after;
        }
    }

    /// <summary>The time between low (not reached) and high (reached).</summary>
    internal static double Bisect(Func<double, bool> reached, double low, double high)
    {
        while (high - low > 1e-13 * high)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) break;
            if (reached(middle)) high = middle;
            else low = middle;
        }

        return high;
    }
}
