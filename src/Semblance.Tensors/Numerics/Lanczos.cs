using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>The largest eigenpairs by a thick-restarted block Lanczos iteration: fewest products of the operator, more work on the basis.</summary>
/// <remarks>Wu and Simon 2000 ("Thick-restart Lanczos method for large symmetric eigenvalue problems"), with blocks of four vectors and every vector orthogonalised twice
/// against the whole basis and the deflated vectors. A Krylov space holds at most as many copies of a repeated eigenvalue as the block has vectors. Therefore,
/// once the wanted pairs have converged, fresh random vectors join, and the search ends only when they bring nothing larger: then the first value besides the wanted
/// ones, plus its residual, is not above them.</remarks>
public static class Lanczos
{
    /// <inheritdoc cref="ChebyshevSubspace.Largest"/>
    public static Eigenpairs Largest(ISymmetricOperator matrix, int count, SparseEigenOptions? options = null)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return new LanczosIteration(new ProjectedOperator(matrix, count, options ?? new SparseEigenOptions())).Solve();
    }
}
