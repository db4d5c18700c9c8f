using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>How a relation is read as moments of a free embedding.</summary>
internal abstract class GraphForm
{
    /// <summary>Leading directions: correlations, descending, and orthonormal vectors, [rows, count].</summary>
    internal abstract Eigenpairs Leading(int count, long seed);

    /// <summary>Orthonormal vectors as directions of variance 1, [rows, count].</summary>
    internal abstract Tensor Scaled(Tensor vectors);

    /// <summary>Total and cross-view moment of an embedding [rows, dim].</summary>
    internal abstract (Tensor Total, Tensor Cross) Moments(Matrix embedding);

    private protected static Tensor Product(ISymmetricOperator matrix, Matrix block)
    {
        var result = new Matrix(block.Rows, block.Columns);
        matrix.Multiply(block.Values, result.Values, block.Columns);
        return result.ToTensor();
    }
}
