using Semblance.Insight.Experiments.Spectral;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Looks for the orthonormal functions of parts that say least of the manifold, under a Lipschitz limit.</summary>
/// <param name="places">Where the parts are, [parts in all, dim].</param>
/// <param name="manifolds">Manifolds; also the number of functions.</param>
/// <param name="parts">Parts of each.</param>
internal sealed class LipschitzSearch(Matrix places, int manifolds, int parts)
{
    private const double Softening = 1e-12;
    private readonly Matrix _labels = LinearHead.OneHot([.. Enumerable.Range(0, manifolds * parts).Select(p => p / parts)], manifolds);

    /// <summary>Error of a head on the worst functions found, and the largest excess over the limit as a share of it.</summary>
    /// <param name="limit">The Lipschitz constant; infinite for none.</param>
    /// <param name="seed">Start.</param>
    /// <param name="steps">Steps at each of three weights of the penalty.</param>
    internal (double Error, double Violation) Worst(double limit, long seed, int steps)
    {
        using var rng = new Rng(seed + 80);
        // With a limit the search starts at the indicators, which satisfy it; without one from anywhere.
        var start = Draw.Normal(rng, manifolds * parts, manifolds, double.IsFinite(limit) ? 0.05 : 1);
        for (var p = 0; double.IsFinite(limit) && p < start.Rows; p++) start[p, p / parts] += Math.Sqrt(manifolds);
        foreach (var weight in double.IsFinite(limit) ? new[] { 10.0, 100, 1000 } : [0])
        {
            start = RowDescent.Adam(
                (point, gradient) =>
                {
                    var (value, slope) = RowDescent.Slope(t => Objective(t, limit, weight), point, start.Rows, start.Columns);
                    slope.CopyTo(gradient, 0);
                    return value;
                },
                start,
                steps,
                0.01).Point;
        }

        using var scope = new TensorScope();
        var functions = Whitened(start.ToTensor());
        return (Error(functions).Item(), double.IsFinite(limit) ? Excess(functions, limit).Max().Item() : 0);
    }

    private Tensor Objective(Tensor table, double limit, double weight)
    {
        var functions = Whitened(table);
        var kept = Error(functions) * -1;
        return weight == 0 ? kept : kept + (Excess(functions, limit).Relu().Square().Sum() * weight);
    }

    private Tensor Whitened(Tensor table)
    {
        var lower = (table.Transpose().MatMul(table) * (1.0 / table.Size(0))).Cholesky();
        return lower.SolveTriangular(table.Transpose(), false).Transpose();
    }

    private Tensor Error(Tensor functions) => 1 - (_labels.ToTensor().Transpose().MatMul(functions) * (1.0 / functions.Size(0))).Square().Sum();

    /// <summary>|f_i - f_j| / (limit d_ij) - 1 for every pair of parts.</summary>
    private Tensor Excess(Tensor functions, double limit)
    {
        var d = Distances(places.ToTensor()) + (Tensor.Eye(places.Rows, ElementType.Float64) * 1e6);
        return (Distances(functions) / (d * limit)) - 1;
    }

    private static Tensor Distances(Tensor rows)
    {
        var squares = rows.Square().Sum(1, true);
        return ((squares + squares.Transpose() - (rows.MatMul(rows.Transpose()) * 2)).AtLeast(0) + Softening).Sqrt();
    }
}
