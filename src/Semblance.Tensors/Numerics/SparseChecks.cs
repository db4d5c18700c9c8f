using Semblance.Errors;

namespace Semblance.Numerics;

/// <summary>What has to hold of a symmetric matrix in compressed rows.</summary>
internal static class SparseChecks
{
    private const double SymmetryTolerance = 1e-12;

    /// <summary>Row starts and columns as they should be.</summary>
    internal static void Structure(long[] starts, int[] columns, int values)
    {
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] != columns.Length || columns.Length != values)
        {
            throw new RequestException("the arrays of a sparse matrix do not fit together", $"got {starts.Length} row starts, {columns.Length} columns and {values} values", "give n + 1 row starts from 0 to the number of elements, and a column and a value for each element");
        }

        for (var row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > columns.Length) throw new RequestException("the row starts of a sparse matrix do not ascend", $"row {row} goes from {starts[row]} to {starts[row + 1]}", "give them in ascending order");
            for (var e = starts[row]; e < starts[row + 1]; e++)
            {
                if (columns[e] < 0 || columns[e] >= starts.Length - 1 || (e > starts[row] && columns[e] <= columns[e - 1]))
                {
                    throw new RequestException("the columns of a sparse matrix are not in order", $"row {row} of {starts.Length - 1} holds column {columns[e]} at place {e - starts[row]}", "give each column once, ascending, from 0 to n - 1");
                }
            }
        }
    }

    /// <summary>Finite and symmetric: rows are walked in order, and of each row a cursor moves over the mirrored elements.</summary>
    internal static void Symmetry(SparseMatrix matrix)
    {
        var cursors = matrix.Starts.AsSpan(0, matrix.Size).ToArray();
        for (var row = 0; row < matrix.Size; row++)
        {
            for (var e = matrix.Starts[row]; e < matrix.Starts[row + 1]; e++)
            {
                var (column, value) = (matrix.Columns[e], matrix.Value(e));
                if (!double.IsFinite(value)) throw new RequestException("a sparse matrix is not finite", $"element ({row}, {column}) is {value}", "look for the data it comes from");
                var mirror = cursors[column]++;
                if (mirror >= matrix.Starts[column + 1] || matrix.Columns[mirror] != row)
                {
                    throw new RequestException("a sparse matrix is not symmetric", $"element ({row}, {column}) or one before it in its column has no mirrored element", "store both triangles, or symmetrise it as (A + A') / 2");
                }

                var other = matrix.Value(mirror);
                if (Math.Abs(other - value) > SymmetryTolerance * Math.Max(Math.Abs(value), Math.Abs(other)))
                {
                    throw new RequestException("a sparse matrix is not symmetric", $"element ({row}, {column}) is {value:g6}, the mirrored one {other:g6}", "symmetrise it as (A + A') / 2");
                }
            }
        }
    }
}
