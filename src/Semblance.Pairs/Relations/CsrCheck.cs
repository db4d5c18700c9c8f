using Semblance.Errors;

namespace Semblance.Pairs.Relations;

/// <summary>Refuses what is no relation: wrong sizes, unsorted columns, weights that are negative or not finite, asymmetry.</summary>
internal static class CsrCheck
{
    private const double Rounding = 1e-12;

    internal static void Shape(Csr csr)
    {
        var (starts, columns, weights) = csr;
        if (starts.Length < 2) throw new RequestException("a relation needs at least one sample", $"got {starts.Length} row starts", "give n + 1 row starts for n samples");
        if (starts[0] != 0 || starts[^1] != columns.Length || columns.Length != weights.Length)
        {
            throw new RequestException(
                "the arrays of the relation do not fit together",
                $"row starts run from {starts[0]} to {starts[^1]}; there are {columns.Length} columns and {weights.Length} weights",
                "row starts must run from 0 to the number of entries");
        }

        for (var row = 0; row < csr.Count; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > columns.Length) throw new RequestException("row starts must not descend", $"row {row} runs from {starts[row]} to {starts[row + 1]}", "give CSR row starts");
            for (var e = starts[row]; e < starts[row + 1]; e++)
            {
                Entry(row, columns[e], weights[e], csr.Count);
                if (e > starts[row] && columns[e] <= columns[e - 1])
                {
                    throw new RequestException("the columns of a row must ascend without duplicates", $"row {row} holds column {columns[e - 1]} before {columns[e]}", "sort the columns of each row and add up duplicates");
                }
            }
        }
    }

    internal static void Entry(int row, int column, double weight, int count)
    {
        if (column < 0 || column >= count)
        {
            throw new RequestException("a relation is square", $"row {row} holds column {column} of {count} samples", $"number samples from 0 to {count - 1}");
        }

        if (!(weight >= 0 && double.IsFinite(weight)))
        {
            throw new RequestException(
                "the weights of a relation must be finite and not negative",
                $"weight of ({row}, {column}) is {weight}",
                "leave the entry out, or give known negatives to Relation.Oracle");
        }
    }

    /// <summary>One pass: rows ascend, so the entries below the diagonal of each row are met in their order.</summary>
    internal static void Symmetry(Csr csr)
    {
        var next = csr.Starts.AsSpan(0, csr.Count).ToArray();
        for (var row = 0; row < csr.Count; row++)
        {
            if (next[row] < csr.Starts[row + 1] && csr.Columns[next[row]] < row) throw Asymmetric(row, csr.Columns[next[row]], csr.Weights[next[row]], 0);
            for (var e = next[row]; e < csr.Starts[row + 1]; e++)
            {
                var column = csr.Columns[e];
                if (column == row) continue;
                var mirror = next[column];
                var isThere = mirror < csr.Starts[column + 1] && csr.Columns[mirror] == row;
                var weight = isThere ? csr.Weights[mirror] : 0;
                if (!isThere || Math.Abs(weight - csr.Weights[e]) > Rounding * Math.Max(weight, csr.Weights[e])) throw Asymmetric(row, column, csr.Weights[e], weight);
                next[column]++;
            }
        }
    }

    private static RequestException Asymmetric(int row, int column, double weight, double mirror) => new(
        "a relation must be symmetric",
        $"weight ({row}, {column}) is {weight}, weight ({column}, {row}) is {mirror}",
        "symmetrise with (G + G') / 2: EdgeDirection.Symmetrise");
}
