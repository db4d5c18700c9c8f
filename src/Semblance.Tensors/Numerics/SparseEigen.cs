namespace Semblance.Numerics;

/// <summary>Eigenpairs at one end of the spectrum of an operator, by the method that measures fastest.</summary>
/// <remarks>That is <see cref="ChebyshevSubspace"/>: its products with a whole block use all cores and vector units, and repeated eigenvalues need no second
/// search. <see cref="Lanczos"/> needs fewer products and suits operators that are dear to multiply with.</remarks>
public static class SparseEigen
{
    /// <inheritdoc cref="ChebyshevSubspace.Largest"/>
    public static Eigenpairs Largest(ISymmetricOperator matrix, int count, SparseEigenOptions? options = null) => ChebyshevSubspace.Largest(matrix, count, options);

    /// <summary>Finds the smallest eigenvalues with their vectors, in descending order as all eigenpairs: the smallest is the last.</summary>
    /// <inheritdoc cref="ChebyshevSubspace.Largest"/>
    public static Eigenpairs Smallest(ISymmetricOperator matrix, int count, SparseEigenOptions? options = null)
    {
        var negated = Largest(Operators.Affine(matrix, -1), count, options);
        var vectors = new Matrix(matrix.Size, count);
        for (var row = 0; row < matrix.Size; row++)
        {
            for (var c = 0; c < count; c++) vectors[row, c] = negated.Vectors[row, count - 1 - c];
        }

        return new Eigenpairs([.. negated.Values.Reverse().Select(v => -v)], vectors, [.. negated.Residuals.Reverse()]);
    }
}
