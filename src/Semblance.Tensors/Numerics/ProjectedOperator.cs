using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>P A P on tensors, where P projects the deflated vectors out; counts products.</summary>
internal sealed class ProjectedOperator
{
    private readonly ISymmetricOperator _inner;
    private readonly Projection? _deflated;
    private readonly long _limit;
    private readonly int _seed;

    internal ProjectedOperator(ISymmetricOperator inner, int count, SparseEigenOptions options)
    {
        (_inner, Count, _seed) = (inner, count, options.Seed);
        if (options.Deflate is { Columns: > 0 } vectors)
        {
            if (vectors.Rows != inner.Size) throw new RequestException("the vectors to deflate have another length than the operator", $"got {vectors.Rows} for {inner.Size} rows", "give columns of length n");
            _deflated = new Projection(Subspace.Basis(vectors).ToArray<double>(), vectors.Columns);
            Dimensions = inner.Size - vectors.Columns;
        }
        else
        {
            Dimensions = inner.Size;
        }

        if (count < 1 || count > Dimensions) throw new RequestException("the number of eigenpairs is out of range", $"got {count} of an operator with {Dimensions} dimensions", $"ask for 1 to {Dimensions}");
        if (!(options.Tolerance is > 0 and < 1)) throw new RequestException("the tolerance is out of range", $"got {options.Tolerance}", "give a number between 1e-14 and 1e-3");
        Tolerance = options.Tolerance;
        _limit = options.Limit ?? (20_000 + (2_000L * count));
    }

    /// <summary>Length of the vectors, n.</summary>
    internal int Size => _inner.Size;

    /// <summary>Dimensions that are left when the deflated ones are taken out.</summary>
    internal int Dimensions { get; }

    /// <summary>Pairs wanted.</summary>
    internal int Count { get; }

    internal double Tolerance { get; }

    /// <summary>Products with one vector so far.</summary>
    internal long Products { get; private set; }

    /// <summary>P A X for X [n, columns] orthogonal to the deflated vectors.</summary>
    internal Tensor Multiply(Tensor block)
    {
        var result = Tensor.Empty([Size, block.Size(1)], ElementType.Float64);
        MultiplyInto(block, result);
        return result;
    }

    /// <summary>As <see cref="Multiply"/>, into a given tensor.</summary>
    internal void MultiplyInto(Tensor block, Tensor result)
    {
        var columns = (int)block.Size(1);
        _inner.Multiply(block.Elements<double>(), result.Elements<double>(), columns);
        Products += columns;
        _deflated?.Remove(result);
    }

    /// <summary>Random columns orthogonal to the deflated vectors, [n, columns].</summary>
    /// <param name="columns">How many.</param>
    /// <param name="stream">Another number gives other vectors.</param>
    internal Tensor RandomBlock(int columns, int stream)
    {
        var block = Tensor.Empty([Size, columns], ElementType.Float64);
        var random = new Random(HashSeed(_seed, stream));
        foreach (ref var value in block.Elements<double>()) value = random.NextDouble() - 0.5;
        _deflated?.Remove(block);
        return block;
    }

    /// <summary>Orthonormal columns with the span of a block, orthogonal to the deflated vectors and to given orthonormal ones; the block is used up.</summary>
    internal Tensor Orthonormal(Tensor block, Tensor? against = null)
    {
        using var scope = new TensorScope();
        var x = block;
        for (var pass = 0; pass < 2; pass++)
        {
            _deflated?.Remove(x);
            if (against is not null) x.AddInPlace(against.MatMul(against.Transpose().MatMul(x)), -1);
            x.MultiplyInPlace(x.Norm(0, true).AtLeast(1e-300).Reciprocal());
            x = Basis(x);
        }

        return scope.Return(x);
    }

    /// <summary>Complains when too many products were needed, or numbers stopped being finite.</summary>
    internal void CheckLimit(double residual, double wanted)
    {
        if (double.IsNaN(residual) || double.IsInfinity(residual)) throw new RunException("the eigenvalues of an operator were not found", "its products are not finite", "look whether the matrix holds NaN or infinity");
        if (Products >= _limit) throw NotFound(residual, wanted);
    }

    /// <summary>The complaint that the residuals are too large.</summary>
    internal RunException NotFound(double residual, double wanted) =>
        new($"the {Count} largest eigenpairs of an operator were not found", $"after {Products} products with a vector the largest residual is {residual:g3}, wanted {wanted:g3}", "allow more products, a larger tolerance, or ask for a number of pairs that does not cut through a cluster of eigenvalues");

    /// <summary>Values, vectors with fixed signs and residuals of the first columns, multiplied once more.</summary>
    internal Eigenpairs Finish(double[] values, Tensor vectors)
    {
        using var scope = new TensorScope();
        var wanted = vectors.Narrow(1, 0, Count).Contiguous();
        var kept = values[..Count];
        var residuals = (Multiply(wanted) - (wanted * Tensor.From(kept, Count))).Norm(0).ToArray<double>();
        return new Eigenpairs(kept, Signs.Fix(Matrix.From(wanted)), residuals);
    }

    private static int HashSeed(int seed, int stream) => unchecked((seed * 1_000_003) + (stream * 7_919) + 17);

    /// <summary>By the Cholesky factor of the Gram matrix, which BLAS works out fast; by Householder reflections where columns are nearly dependent.</summary>
    private static Tensor Basis(Tensor x)
    {
        try
        {
            var lower = x.Transpose().MatMul(x).Cholesky();
            return x.MatMul(lower.SolveTriangular(Tensor.Eye(x.Size(1), ElementType.Float64), false).Transpose());
        }
        catch (TorchException)
        {
            return x.Qr().Q.Contiguous();
        }
    }
}
