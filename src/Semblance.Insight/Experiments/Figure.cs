using Semblance.Insight.Report;

namespace Semblance.Insight.Experiments;

/// <summary>Curves over a common axis.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Curves">At least one, with a point.</param>
/// <param name="Axes">Titles and scales.</param>
internal sealed record Figure(string Title, string Caption, IReadOnlyList<Curve> Curves, ChartAxes Axes) : Exhibit(Title, Caption);
