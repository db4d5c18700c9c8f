using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Pairing;

/// <summary>A block Krylov space of a symmetric operator that is multiplied with elsewhere, and the best eigenpairs within it.</summary>
/// <remarks>Musco and Musco 2015; Rayleigh-Ritz over all blocks. Each block is orthogonal to all before it.</remarks>
internal sealed class KrylovBasis
{
    private readonly List<Matrix> _blocks = [], _seen = [];

    /// <summary>A space of one random block.</summary>
    /// <param name="size">Size of the operator, n.</param>
    /// <param name="columns">Vectors in a block.</param>
    /// <param name="seed">Of the block.</param>
    internal KrylovBasis(int size, int columns, long seed)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        Frame = Matrix.From(Stiefel.Orthonormalise(Tensor.RandomNormal(rng, [size, columns], ElementType.Float64)));
    }

    /// <summary>The block to multiply with next, [n, columns], orthonormal.</summary>
    internal Matrix Frame { get; private set; }

    /// <summary>Takes the operator times <see cref="Frame"/>.</summary>
    internal void Take(Matrix product)
    {
        _blocks.Add(Frame);
        _seen.Add(product);
    }

    /// <summary>Makes the next <see cref="Frame"/> out of the last product.</summary>
    internal void Grow()
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var basis = Joined(_blocks);

        // Where the operator has no further directions what is left is rounding: orthogonal only after it was brought to length 1.
        var frame = Stiefel.Orthonormalise(Rest(basis, _seen[^1].ToTensor()));
        Frame = Matrix.From(Stiefel.Orthonormalise(Rest(basis, frame)));
    }

    /// <summary>The largest Ritz pairs: values, descending; vectors, [n, count]; residuals |A v - value v|, within each of which an eigenvalue of A lies.</summary>
    internal (double[] Values, Matrix Vectors, double[] Residuals) Largest(int count)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (basis, seen) = (Joined(_blocks), Joined(_seen));
        var core = basis.Transpose().MatMul(seen);
        var ritz = SymmetricEigen.Decompose(Matrix.From((core + core.Transpose()) * 0.5), Math.Min(count, (int)core.Size(0)));
        var turn = ritz.Vectors.ToTensor();
        var vectors = basis.MatMul(turn);
        var rest = seen.MatMul(turn) - (vectors * Tensor.From(ritz.Values, 1, ritz.Values.Length));
        return (ritz.Values, Matrix.From(vectors), rest.Norm(0, false).ToArray<double>());
    }

    private static Tensor Joined(List<Matrix> blocks) => Tensor.Cat([.. blocks.Select(b => b.ToTensor())], 1);

    private static Tensor Rest(Tensor basis, Tensor block) => block - basis.MatMul(basis.Transpose().MatMul(block));
}
