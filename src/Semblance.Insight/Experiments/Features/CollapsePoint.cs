namespace Semblance.Insight.Experiments.Features;

/// <summary>How an embedding stands at an epoch, on test pictures.</summary>
/// <param name="Epoch">The epoch, 0 before training.</param>
/// <param name="Coarse">Accuracy of a probe for classes.</param>
/// <param name="Fine">Accuracy of a probe for subclasses.</param>
/// <param name="Within">Of directions of embeddings: scatter within classes over scatter between them.</param>
/// <param name="Sub">Of directions: scatter of subclass centres within classes over that between classes.</param>
internal sealed record CollapsePoint(int Epoch, double Coarse, double Fine, double Within, double Sub)
{
    /// <summary>Means over seeds, epoch by epoch.</summary>
    internal static IReadOnlyList<CollapsePoint> Mean(IReadOnlyList<IReadOnlyList<CollapsePoint>> seeds) => [.. Enumerable.Range(0, seeds[0].Count).Select(k =>
        new CollapsePoint(seeds[0][k].Epoch, seeds.Average(s => s[k].Coarse), seeds.Average(s => s[k].Fine), seeds.Average(s => s[k].Within), seeds.Average(s => s[k].Sub)))];
}
