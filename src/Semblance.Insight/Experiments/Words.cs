using System.Globalization;

namespace Semblance.Insight.Experiments;

/// <summary>Numbers as text, the same in every country.</summary>
internal static class Words
{
    /// <summary>Up to ten digits, small numbers with an exponent.</summary>
    internal static string Of(double value) => Math.Abs(value) is > 0 and < 1e-4 ? value.ToString("0.###e0", CultureInfo.InvariantCulture) : value.ToString("G10", CultureInfo.InvariantCulture);

    /// <summary>As many decimals as tell a hundredth of the tolerance, at most.</summary>
    internal static string Within(double value, double tolerance)
    {
        if (tolerance <= 0 || !double.IsFinite(value)) return Of(value);
        var rounded = Math.Round(value, Math.Clamp((int)Math.Ceiling(-Math.Log10(tolerance)) + 2, 0, 12));
        return Of(rounded == 0 ? value : rounded);
    }

    /// <summary>Five digits: enough beside a limit.</summary>
    internal static string Short(double value) => Math.Abs(value) is > 0 and < 1e-4 ? Of(value) : value.ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>With a fixed number of decimals.</summary>
    internal static string Of(double value, int decimals) => value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A list, separated by commas.</summary>
    internal static string Of(IEnumerable<double> values) => string.Join(", ", values.Select(v => Of(v)));
}
