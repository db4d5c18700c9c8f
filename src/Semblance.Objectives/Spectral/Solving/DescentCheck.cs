namespace Semblance.Objectives.Spectral.Solving;

/// <summary>What gradient descents on the literal loss found.</summary>
/// <param name="BestLoss">The lowest loss of all.</param>
/// <param name="Gap">Lowest loss minus the formula's, relative to max(1, |formula|): below 0 where a descent beat the formula.</param>
/// <param name="Starts">Descents from random starts; one more began beside the solution.</param>
/// <param name="Iterations">L-BFGS iterations of all together.</param>
public sealed record DescentCheck(double BestLoss, double Gap, int Starts, int Iterations);
