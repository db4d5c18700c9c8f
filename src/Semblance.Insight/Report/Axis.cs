using System.Globalization;

namespace Semblance.Insight.Report;

/// <summary>A range of numbers with round marks.</summary>
/// <param name="Low">Number at the left or bottom.</param>
/// <param name="High">Number at the right or top.</param>
/// <param name="IsLog">Equal steps are equal factors.</param>
/// <param name="Ticks">Numbers to mark.</param>
internal sealed record Axis(double Low, double High, bool IsLog, IReadOnlyList<double> Ticks)
{
    /// <summary>An axis that holds two numbers.</summary>
    internal static Axis Around(double low, double high, bool isLog)
    {
        if (isLog) return Decades(Math.Log10(Math.Max(low, 1e-12)), Math.Log10(Math.Max(high, 1e-12)));
        if (high - low < 1e-9 * Math.Max(1, Math.Abs(high))) (low, high) = (low - 0.5, high + 0.5);
        var step = Step((high - low) / 5);
        var first = Math.Floor(low / step + 1e-9) * step;
        var last = Math.Ceiling(high / step - 1e-9) * step;
        return new Axis(first, last, false, [.. Enumerable.Range(0, (int)Math.Round((last - first) / step) + 1).Select(k => first + k * step)]);
    }

    internal static string Label(double value) => Math.Abs(value) is >= 1e5 or (> 0 and < 1e-3)
        ? value.ToString("0.#e0", CultureInfo.InvariantCulture)
        : Math.Round(value, 6).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Where a number lies, 0 at the low end and 1 at the high end.</summary>
    internal double Share(double value) => IsLog
        ? (Math.Log10(Math.Max(value, 1e-300)) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
        : (value - Low) / (High - Low);

    private static Axis Decades(double low, double high)
    {
        var first = (int)Math.Floor(low + 1e-9);
        var last = Math.Max(first + 1, (int)Math.Ceiling(high - 1e-9));
        var every = Math.Max(1, (last - first + 5) / 6);
        var ticks = Enumerable.Range(0, (last - first) / every + 1).Select(k => Math.Pow(10, first + k * every));
        return new Axis(Math.Pow(10, first), Math.Pow(10, last), true, [.. ticks]);
    }

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 };
    }
}
