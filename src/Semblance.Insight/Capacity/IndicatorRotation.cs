using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Clusters from functions that span indicators: the rotation in which each is close to one indicator, without starts and without iterations.</summary>
/// <remarks>Damle, Minden and Ying, "Simple, direct and efficient multi-way spectral clustering" (2019): QR with column pivoting chooses one sample of each cluster, and the polar factor of
/// their rows is the rotation.</remarks>
internal static class IndicatorRotation
{
    /// <summary>The function, after rotation, that is largest in magnitude at each row, [rows].</summary>
    /// <param name="functions">Orthonormal functions, [rows, m], rows at least m.</param>
    internal static int[] Assign(Matrix functions)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var pivots = Pivots(functions);
        var chosen = new Matrix(pivots.Length, functions.Columns);
        for (var k = 0; k < pivots.Length; k++) functions.Row(pivots[k]).CopyTo(chosen.Row(k));
        var (u, _, vt) = chosen.ToTensor().Svd();
        return [.. functions.ToTensor().MatMul(vt.Transpose().MatMul(u.Transpose())).Abs().ArgMax(1).ToArray<long>().Select(c => (int)c)];
    }

    /// <summary>Rows in the order of what they add to those before: pivots of QR on the transpose.</summary>
    private static int[] Pivots(Matrix functions)
    {
        var (rows, dim) = (functions.Rows, functions.Columns);
        var (rest, pivots) = (functions.Values.ToArray(), new int[dim]);
        var lengths = new double[rows];
        for (var r = 0; r < rows; r++) lengths[r] = Squared(rest.AsSpan(r * dim, dim));
        for (var k = 0; k < dim; k++)
        {
            var best = pivots[k] = Array.IndexOf(lengths, lengths.Max());
            var axis = rest.AsSpan(best * dim, dim).ToArray();
            var length = Math.Sqrt(Squared(axis));
            for (var r = 0; length > 0 && r < rows; r++)
            {
                var row = rest.AsSpan(r * dim, dim);
                var along = 0.0;
                for (var d = 0; d < dim; d++) along += row[d] * axis[d];
                for (var d = 0; d < dim; d++) row[d] -= along / (length * length) * axis[d];
                lengths[r] = Squared(row);
            }

            lengths[best] = -1;
        }

        return pivots;
    }

    private static double Squared(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += v * v;
        return sum;
    }
}
