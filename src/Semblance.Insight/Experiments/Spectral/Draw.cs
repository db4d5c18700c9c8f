using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Random numbers, points and graphs from one seed.</summary>
internal static class Draw
{
    /// <summary>Independent normal numbers, [rows, columns].</summary>
    internal static Matrix Normal(Rng rng, int rows, int columns, double deviation = 1)
    {
        using var scope = new TensorScope();
        return new Matrix(rows, columns, (Tensor.RandomNormal(rng, [rows, columns], ElementType.Float64) * deviation).ToArray<double>());
    }

    /// <summary>Independent numbers uniform in [0, 1), [count].</summary>
    internal static double[] Uniform(Rng rng, int count)
    {
        using var scope = new TensorScope();
        return Tensor.RandomUniform(rng, [count], ElementType.Float64).ToArray<double>();
    }

    /// <summary>0 to count - 1 in random order.</summary>
    internal static int[] Order(Rng rng, int count)
    {
        using var scope = new TensorScope();
        return Array.ConvertAll(Tensor.RandomPermutation(rng, count).ToArray<long>(), v => (int)v);
    }

    /// <summary>Points uniform in the unit square.</summary>
    internal static Matrix Square(Rng rng, int count) => new(count, 2, Uniform(rng, 2 * count));

    /// <summary>The graph of nearest neighbours of points uniform in the unit square, connected, largest degree 1.</summary>
    internal static RelationGraph Geometric(Rng rng, int count, int neighbours)
    {
        while (true)
        {
            var graph = Relation.FromNeighbours(Array.ConvertAll(Square(rng, count).Values, v => (float)v), 2, neighbours).Normalise(RelationNormalisation.UnitDegree);
            if (graph.Diagnose().Components == 1) return graph;
        }
    }

    /// <summary>All entries of an operator, [n, n].</summary>
    internal static Matrix Dense(ISymmetricOperator matrix)
    {
        var (n, identity) = (matrix.Size, new Matrix(matrix.Size, matrix.Size));
        for (var i = 0; i < n; i++) identity[i, i] = 1;
        var dense = new Matrix(n, n);
        matrix.Multiply(identity.Values, dense.Values, n);
        return dense;
    }
}
