using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>Refuses what is a sparse matrix but no relation: weights that are negative or not finite, asymmetry.</summary>
internal static class CsrCheck
{
    private const double Rounding = 1e-12;

    internal static void Shape(Csr csr)
    {
        if (csr.Count < 1) throw new RequestException("a relation needs at least one sample", $"got {csr.Starts.Length} row starts", "give n + 1 row starts for n samples");
        SparseChecks.Structure(csr.Starts, csr.Columns, csr.Weights.Length);
        for (var row = 0; row < csr.Count; row++)
        {
            for (var e = csr.Starts[row]; e < csr.Starts[row + 1]; e++) Entry(row, csr.Columns[e], csr.Weights[e]);
        }
    }

    internal static void Entry(int row, int column, double weight)
    {
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
