namespace Semblance.Numerics;

/// <summary>Eigenvalues with their vectors and how well they satisfy the equation.</summary>
/// <param name="Values">In descending order, [k].</param>
/// <param name="Vectors">In columns, [n, k]; of each the element of largest magnitude is positive.</param>
/// <param name="Residuals">Length of A v - value v (for the generalised problem of A v - value B v) for vectors of length 1, [k].</param>
public sealed record Eigenpairs(double[] Values, Matrix Vectors, double[] Residuals);
