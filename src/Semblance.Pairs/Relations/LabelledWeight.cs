namespace Semblance.Pairs.Relations;

/// <summary>Weight between different rows that both have labels.</summary>
/// <param name="Equal">Between rows of one class.</param>
/// <param name="Total">In all.</param>
internal readonly record struct LabelledWeight(double Equal, double Total);
