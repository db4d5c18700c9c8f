namespace Semblance.Numerics;

/// <summary>A function of a vector that also writes its gradient.</summary>
/// <param name="point">Where to evaluate it.</param>
/// <param name="gradient">Receives the gradient, as long as the point.</param>
public delegate double ValueAndGradient(double[] point, double[] gradient);
