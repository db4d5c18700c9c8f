using System.Globalization;

namespace Semblance.Insight.Dynamics;

/// <summary>When to stop: after the last mode that is signal, before the first that is noise.</summary>
internal static class StopRule
{
    private const double Nearly = 0.9;

    /// <summary>The time and why; null where there is nothing to stop for.</summary>
    /// <param name="modes">The forecast modes.</param>
    /// <param name="strength">Strength of a mode at a time.</param>
    internal static (double? Time, string Reason) Of(IReadOnlyList<ModeForecast> modes, Func<int, double, double> strength)
    {
        var learnt = modes.Where(m => m.IsLearnt).ToList();
        if (learnt.Count == 0) return (null, "no mode is learnt");
        var isChecked = learnt.Any(m => m.HeldOut is not null);
        var signal = isChecked ? learnt.Where(m => m.HeldOut?.IsSignal == true).ToList() : learnt;
        if (signal.Count == 0) return (0, "no mode is told from noise: whatever is learnt will not hold for new samples");
        var last = signal.MaxBy(m => m.HalfTime)!;
        var noise = learnt.Except(signal).Where(m => m.HalfTime > last.HalfTime).MinBy(m => m.HalfTime);
        if (noise is not null)
            return (Math.Sqrt(last.HalfTime * noise.HalfTime), string.Create(CultureInfo.InvariantCulture, $"between the half-times of mode {last.Mode}, the last signal, and mode {noise.Mode}, the first noise after it"));
        return (Rise(last, strength), string.Create(CultureInfo.InvariantCulture, $"mode {last.Mode}, the last {(isChecked ? "signal" : "one")}, has {Nearly * 100:0}% of its final strength; no noise follows it"));
    }

    private static double Rise(ModeForecast mode, Func<int, double, double> strength)
    {
        var (low, high) = (mode.HalfTime, Math.Max(mode.HalfTime * 2, 1e-12));
        for (var k = 0; k < 40 && strength(mode.Mode - 1, high) < Nearly * mode.Final; k++) high *= 2;
        for (var k = 0; k < 60; k++)
        {
            var middle = (low + high) / 2;
            if (strength(mode.Mode - 1, middle) < Nearly * mode.Final) low = middle;
            else high = middle;
        }

        return high;
    }
}
