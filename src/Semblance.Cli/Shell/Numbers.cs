using System.Globalization;

namespace Semblance.Cli.Shell;

/// <summary>Numbers as people read them, the same in every country.</summary>
internal static class Numbers
{
    public static string Exact(double value) => value.ToString("G12", CultureInfo.InvariantCulture);

    public static string Short(double? value, string format = "G5") => value is { } v ? v.ToString(format, CultureInfo.InvariantCulture) : "";

    /// <summary>A share of one in per cent, one decimal.</summary>
    public static string Percent(double? share) => share is { } v ? (100 * v).ToString("F1", CultureInfo.InvariantCulture) : "";

    /// <summary>A duration as people say it: <c>1:05:09</c> or <c>2:31</c>.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds > 1e7) return "?";
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
