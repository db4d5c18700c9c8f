using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>Operators made from others, never stored as a matrix.</summary>
public static class Operators
{
    /// <summary>A dense symmetric matrix, [n, n]; checked once, then multiplied by BLAS.</summary>
    /// <param name="matrix">Symmetric to 1e-10 of its largest element.</param>
    /// <exception cref="RequestException">Not square, not symmetric or not finite.</exception>
    public static ISymmetricOperator Dense(Matrix matrix)
    {
        using var scope = new TensorScope();
        SymmetricEigen.Checked(matrix, "the matrix");
        return new DenseOperator(matrix);
    }

    /// <summary>factor * A + shift * I.</summary>
    /// <param name="inner">A.</param>
    /// <param name="factor">Finite; -1 turns the smallest eigenvalues into the largest.</param>
    /// <param name="shift">Finite.</param>
    public static ISymmetricOperator Affine(ISymmetricOperator inner, double factor, double shift = 0) => new AffineOperator(inner, factor, shift);

    /// <summary>A - sum over k of sigma_k u_k u_k'.</summary>
    /// <param name="inner">A, [n, n].</param>
    /// <param name="vectors">The vectors u as columns, [n, k].</param>
    /// <param name="values">sigma, [k].</param>
    /// <exception cref="RequestException">Sizes that do not fit.</exception>
    public static ISymmetricOperator Deflated(ISymmetricOperator inner, Matrix vectors, IReadOnlyList<double> values)
    {
        if (vectors.Rows != inner.Size || vectors.Columns != values.Count)
        {
            throw new RequestException("the vectors to deflate do not fit the operator", $"got [{vectors.Rows}, {vectors.Columns}] with {values.Count} values for {inner.Size} rows", "give one column of length n for each value");
        }

        return new DeflatedOperator(inner, vectors, values);
    }

    /// <summary>D A D for a diagonal matrix D.</summary>
    /// <param name="inner">A, [n, n].</param>
    /// <param name="scale">The diagonal of D, [n].</param>
    /// <exception cref="RequestException">Sizes that do not fit.</exception>
    public static ISymmetricOperator Scaled(ISymmetricOperator inner, IReadOnlyList<double> scale) => scale.Count == inner.Size
        ? new ScaledOperator(inner, [.. scale])
        : throw new RequestException("the scale has another length than the operator", $"got {scale.Count} for {inner.Size} rows", "give one factor for each row");

    private sealed class DenseOperator(Matrix matrix) : ISymmetricOperator
    {
        public int Size => matrix.Rows;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
        {
            using var silent = new NoGradient();
            using var scope = new TensorScope();
            matrix.ToTensor().MatMul(Tensor.FromSpan(block, Size, columns)).Contiguous().Elements<double>().CopyTo(result);
        }
    }

    private sealed class AffineOperator(ISymmetricOperator inner, double factor, double shift) : ISymmetricOperator
    {
        public int Size => inner.Size;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
        {
            inner.Multiply(block, result, columns);
            for (var i = 0; i < result.Length; i++) result[i] = (factor * result[i]) + (shift * block[i]);
        }
    }

    private sealed class ScaledOperator(ISymmetricOperator inner, double[] scale) : ISymmetricOperator
    {
        public int Size => inner.Size;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
        {
            var scaled = block.ToArray();
            Rows(scaled, columns);
            inner.Multiply(scaled, result, columns);
            Rows(result, columns);
        }

        private void Rows(Span<double> values, int columns)
        {
            for (var row = 0; row < Size; row++)
            {
                foreach (ref var value in values.Slice(row * columns, columns)) value *= scale[row];
            }
        }
    }

    private sealed class DeflatedOperator(ISymmetricOperator inner, Matrix vectors, IReadOnlyList<double> values) : ISymmetricOperator
    {
        public int Size => inner.Size;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
        {
            inner.Multiply(block, result, columns);
            if (values.Count == 0) return;
            using var silent = new NoGradient();
            using var scope = new TensorScope();
            var u = vectors.ToTensor();
            var parts = u.Transpose().MatMul(Tensor.FromSpan(block, Size, columns)) * Tensor.From(values.ToArray(), values.Count, 1);
            var removed = u.MatMul(parts).Elements<double>();
            for (var i = 0; i < result.Length; i++) result[i] -= removed[i];
        }
    }
}
