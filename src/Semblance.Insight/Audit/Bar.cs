namespace Semblance.Insight.Audit;

/// <summary>One bar with an interval and marks.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Value">Its length.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Marks">Names, places and colours of marks.</param>
internal sealed record Bar(string Name, double Value, double Low, double High, IReadOnlyList<(string Name, double Value, string Colour)> Marks);
