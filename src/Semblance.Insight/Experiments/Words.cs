using System.Globalization;

namespace Semblance.Insight.Experiments;

/// <summary>Numbers as text, the same in every country.</summary>
internal static class Words
{
    /// <summary>Up to ten digits, small numbers with an exponent.</summary>
    internal static string Of(double value) => Math.Abs(value) is > 0 and < 1e-4 ? value.ToString("0.###e0", CultureInfo.InvariantCulture) : value.ToString("G10", CultureInfo.InvariantCulture);

    /// <summary>With a fixed number of decimals.</summary>
    internal static string Of(double value, int decimals) => value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A list, separated by commas.</summary>
    internal static string Of(IEnumerable<double> values) => string.Join(", ", values.Select(v => Of(v)));
}
