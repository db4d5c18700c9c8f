namespace Semblance.Pairs.Synthetic;

/// <summary>Samples drawn from a model: views that belong together, and what is true of them.</summary>
/// <param name="Count">Natural samples.</param>
/// <param name="Views">The views of all samples, [count, dim] each, row by row.</param>
/// <param name="Factors">The value of each of the model's factors, [factors][count].</param>
public sealed record SyntheticViews(int Count, IReadOnlyList<double[]> Views, IReadOnlyList<int[]> Factors);
