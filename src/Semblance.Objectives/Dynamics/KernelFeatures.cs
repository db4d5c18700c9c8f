using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>A kernel, a frozen network or a neural tangent kernel as finitely many features F with FF' = K, so that every flow of a linear model is one of the kernel.</summary>
/// <remarks>F = E L^(1/2) from the eigenpairs of the Gram matrix; directions below a relative 1e-9 are dropped. C = F'BF has the spectrum of
/// K^(1/2) B K^(1/2); for positive pairs in dot product that is K_G of Simon et al. 2023. Embeddings of a flow are U = F W'.</remarks>
public sealed class KernelFeatures
{
    private const double Kept = 1e-9;

    private readonly Matrix _map;

    private KernelFeatures(Matrix features, Matrix map) => (Features, _map) = (features, map);

    /// <summary>F, one row a point, [n, rank].</summary>
    public Matrix Features { get; }

    /// <summary>Number of features.</summary>
    public int Rank => Features.Columns;

    /// <summary>Features of a kernel on n points.</summary>
    /// <param name="gram">K, symmetric and not negative, [n, n].</param>
    /// <exception cref="RequestException">Not square, or without a positive eigenvalue.</exception>
    public static KernelFeatures Of(Matrix gram)
    {
        if (gram.Rows != gram.Columns) throw new RequestException("a Gram matrix is square", $"got [{gram.Rows}, {gram.Columns}]", "give the kernel between all points");
        var pairs = SymmetricEigen.Decompose(gram.Symmetric());
        var rank = pairs.Values.Count(v => v > 0 && v > Kept * pairs.Values[0]);
        if (rank == 0) throw new RequestException("a Gram matrix has a positive eigenvalue", $"the largest is {pairs.Values[0]:g3}", "look at the kernel");
        var vectors = pairs.Vectors.Columns([.. Enumerable.Range(0, rank)]);
        var roots = pairs.Values[..rank].Select(Math.Sqrt).ToArray();
        return new KernelFeatures(vectors.ScaleColumns(roots), vectors.ScaleColumns([.. roots.Select(r => 1 / r)]));
    }

    /// <summary>Features of new points, [m, rank]: k(x, X) E L^(-1/2).</summary>
    /// <param name="kernel">Kernel between the new points and the n points, [m, n].</param>
    public Matrix Map(Matrix kernel) => kernel.Times(_map);

    /// <summary>Weights of a linear model on the features that has given embeddings, W [dim, rank]: the least ones.</summary>
    /// <param name="embeddings">U, one row a point, [n, dim].</param>
    public Matrix Weights(Matrix embeddings) => embeddings.TransposeTimes(_map);

    /// <summary>The kernel after the mean of the points' features is taken away, [n, n].</summary>
    /// <param name="gram">K, [n, n].</param>
    public static Matrix Centred(Matrix gram)
    {
        var n = gram.Rows;
        var rows = Enumerable.Range(0, n).Select(i => gram.Row(i).ToArray().Sum() / n).ToArray();
        var all = rows.Sum() / n;
        var result = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) result[i, j] = gram[i, j] - rows[i] - rows[j] + all;
        }

        return result;
    }
}
