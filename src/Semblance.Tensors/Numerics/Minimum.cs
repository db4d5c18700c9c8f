namespace Semblance.Numerics;

/// <summary>Where a minimisation ended.</summary>
/// <param name="Point">The best point found.</param>
/// <param name="Value">The function's value there.</param>
/// <param name="Iterations">Iterations taken.</param>
/// <param name="HasConverged">False when the iterations ran out first.</param>
public sealed record Minimum(double[] Point, double Value, int Iterations, bool HasConverged);
