namespace Semblance.Insight.Report;

internal static class Palette
{
    internal const string First = "#2456a6", Second = "#d9772b", Third = "#2f8f5b";

    /// <summary>Ten colours that stay apart for most readers; more classes repeat them.</summary>
    internal static readonly IReadOnlyList<string> Classes =
        ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#8c564b", "#ff9f40", "#6a51a3", "#7f8c8d"];
}
