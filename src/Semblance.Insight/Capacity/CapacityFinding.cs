namespace Semblance.Insight.Capacity;

/// <summary>Something the probe says.</summary>
/// <param name="Id">A name: <c>memorises</c>, <c>class-too-weak</c>, <c>clear-gap</c>.</param>
/// <param name="Text">A sentence or two with numbers and advice.</param>
public sealed record CapacityFinding(string Id, string Text);
