namespace Semblance.Insight.Experiments;

/// <summary>A figure or a table.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Caption">How to read it.</param>
internal abstract record Exhibit(string Title, string Caption);
