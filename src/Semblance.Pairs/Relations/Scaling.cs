using Semblance.Errors;

namespace Semblance.Pairs.Relations;

/// <summary>The diagonal matrices that normalise a relation from both sides.</summary>
internal static class Scaling
{
    private const double Tolerance = 1e-12;
    private const int MostRounds = 10_000;

    /// <summary>1 / sqrt(degree + extra), 0 for a degree of 0.</summary>
    internal static double[] InverseRoots(ReadOnlySpan<double> degrees, double extra)
    {
        var result = new double[degrees.Length];
        for (var i = 0; i < result.Length; i++) result[i] = degrees[i] + extra > 0 ? 1 / Math.Sqrt(degrees[i] + extra) : 0;
        return result;
    }

    /// <summary>s with s_i (G s)_i = 1: each round takes the geometric mean of s and 1 / (G s), which keeps the scaling symmetric.</summary>
    /// <remarks>Knight, Ruiz and Ucar 2014, section 2. Row sums are met to 1e-12.</remarks>
    internal static double[] DoublyStochastic(RelationGraph graph)
    {
        var isolated = graph.Degrees.IndexOf(0);
        if (isolated >= 0)
        {
            throw new RequestException("the relation cannot be made doubly stochastic", $"row {isolated} has no relations", "drop isolated rows with Subgraph or add self loops with WithSelfLoops");
        }

        var scale = InverseRoots(graph.Degrees, 0);
        var product = new double[graph.Count];
        var error = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            graph.Adjacency.Multiply(scale, product, 1);
            error = 0;
            for (var i = 0; i < scale.Length; i++) error = Math.Max(error, Math.Abs((scale[i] * product[i]) - 1));
            if (error <= Tolerance) return scale;
            for (var i = 0; i < scale.Length; i++) scale[i] = Math.Sqrt(scale[i] / product[i]);
        }

        throw new RequestException(
            "the relation cannot be made doubly stochastic",
            $"a row sum is still off by {error:G3} after {MostRounds} rounds: some relation lies on no perfect matching, as in a star or an odd path",
            "add self loops with WithSelfLoops, which always makes it possible, or use the symmetric normalisation");
    }
}
