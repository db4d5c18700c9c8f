using Semblance.Errors;

namespace Semblance.Pairs.Neighbours;

/// <summary>Checks arrays of rows before any work is done.</summary>
internal static class RowCheck
{
    /// <summary>The number of rows of a finite, non-empty array.</summary>
    internal static int Rows(float[] values, int dim, string name)
    {
        if (dim < 1) throw new RequestException("rows must have at least one column", $"got dim {dim}", "give the number of columns of the features");
        if (values.Length == 0) throw new RequestException($"{name} has no rows", $"got an array of 0 numbers for dim {dim}", "give at least one row");
        if (values.Length % dim != 0)
        {
            throw new RequestException($"{name} does not consist of whole rows", $"got {values.Length} numbers for dim {dim}", "give index and query features of the same dimension");
        }

        var bad = Array.FindIndex(values, v => !float.IsFinite(v));
        if (bad >= 0)
        {
            throw new RequestException($"{name} holds a number that is not finite", $"row {bad / dim}, column {bad % dim} is {values[bad]}", "remove the row or repair what made it");
        }

        return values.Length / dim;
    }

    internal static void Neighbours(int k, int available, string owner)
    {
        if (k < 1 || k > available)
        {
            throw new RequestException("the number of neighbours is out of range", $"got k = {k}; {owner} {available} rows", $"give k from 1 to {available}");
        }
    }
}
