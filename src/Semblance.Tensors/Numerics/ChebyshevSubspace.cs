using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>The largest eigenpairs by subspace iteration with a Chebyshev filter: little but products of the operator with a whole block.</summary>
/// <remarks>Zhou, Saad, Tiago and Chelikowsky 2006 ("Self-consistent-field calculations using Chebyshev-filtered subspace iteration"), for the upper end of
/// the spectrum. The block has as many vectors as are wanted and six or more besides, so repeated eigenvalues are found as often as they occur. Here the degree follows from the
/// residuals, and vectors that have converged are not filtered any more.</remarks>
public static class ChebyshevSubspace
{
    /// <summary>Finds the largest eigenvalues with their vectors.</summary>
    /// <param name="matrix">The operator, [n, n].</param>
    /// <param name="count">How many, 1 to n less the number of deflated vectors.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="RequestException">A number out of range, or vectors to deflate that do not fit.</exception>
    /// <exception cref="RunException">Not converged within the limit, or products that are not finite.</exception>
    public static Eigenpairs Largest(ISymmetricOperator matrix, int count, SparseEigenOptions? options = null)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return new ChebyshevIteration(new ProjectedOperator(matrix, count, options ?? new SparseEigenOptions())).Solve();
    }
}
