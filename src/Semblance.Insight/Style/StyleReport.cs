namespace Semblance.Insight.Style;

/// <summary>Content and style of every layer of a network.</summary>
/// <param name="Layers">From the input to the last layer.</param>
/// <param name="Fits">The model of self-supervised learning fitted to each layer; null where it was not.</param>
public sealed record StyleReport(IReadOnlyList<LayerStyle> Layers, IReadOnlyList<GroupFit>? Fits);
