namespace Semblance.Insight.Experiments;

/// <summary>Points in the plane, coloured by group, without axes.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Points">Place and group of each.</param>
/// <param name="Groups">Names of the groups; empty for no legend.</param>
internal sealed record PointMap(string Title, string Caption, IReadOnlyList<(double X, double Y, int Group)> Points, IReadOnlyList<string> Groups) : Exhibit(Title, Caption);
