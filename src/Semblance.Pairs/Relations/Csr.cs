namespace Semblance.Pairs.Relations;

/// <summary>Compressed rows of a square matrix: columns ascend within a row and none comes twice.</summary>
/// <param name="Starts">Where each row starts, [n + 1].</param>
/// <param name="Columns">Column of each entry, [entries].</param>
/// <param name="Weights">Value of each entry, [entries].</param>
internal sealed record Csr(long[] Starts, int[] Columns, double[] Weights)
{
    internal int Count => Starts.Length - 1;

    /// <summary>From entries in any order; those of one place are added in the order given.</summary>
    /// <remarks>Two stable counting sorts, by column and then by row: O(entries), the same result every time.</remarks>
    internal static Csr From(int count, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights)
    {
        var (byColumn, sortedRows, sortedWeights) = Scatter(count, columns, rows, weights);
        var ordered = new int[columns.Length];
        for (var c = 0; c < count; c++) ordered.AsSpan((int)byColumn[c], (int)(byColumn[c + 1] - byColumn[c])).Fill(c);
        var (starts, finalColumns, finalWeights) = Scatter(count, sortedRows, ordered, sortedWeights);
        return Merged(starts, finalColumns, finalWeights);
    }

    /// <summary>Both directions of every edge; a self pair is entered once.</summary>
    internal static Csr Undirected(int count, ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<double> weights)
    {
        var loops = 0;
        for (var i = 0; i < first.Length; i++) loops += first[i] == second[i] ? 1 : 0;
        var size = checked((2 * first.Length) - loops);
        var (rows, columns, values) = (new int[size], new int[size], new double[size]);
        var at = 0;
        for (var i = 0; i < first.Length; i++)
        {
            (rows[at], columns[at], values[at++]) = (first[i], second[i], weights[i]);
            if (first[i] != second[i]) (rows[at], columns[at], values[at++]) = (second[i], first[i], weights[i]);
        }

        return From(count, rows, columns, values);
    }

    /// <summary>(A + A') / 2.</summary>
    internal Csr Symmetrised()
    {
        var entries = Columns.Length;
        var rows = new int[checked(2 * entries)];
        var columns = new int[2 * entries];
        var weights = new double[2 * entries];
        for (var row = 0; row < Count; row++)
        {
            for (var e = Starts[row]; e < Starts[row + 1]; e++)
            {
                (rows[e], columns[e]) = (row, Columns[e]);
                (rows[e + entries], columns[e + entries]) = (Columns[e], row);
                weights[e] = weights[e + entries] = Weights[e] / 2;
            }
        }

        return From(Count, rows, columns, weights);
    }

    /// <summary>The entries for which a condition on (row, column, weight) holds.</summary>
    internal Csr Where(Func<int, int, double, bool> isKept)
    {
        var starts = new long[Starts.Length];
        var columns = new List<int>();
        var weights = new List<double>();
        for (var row = 0; row < Count; row++)
        {
            for (var e = Starts[row]; e < Starts[row + 1]; e++)
            {
                if (!isKept(row, Columns[e], Weights[e])) continue;
                columns.Add(Columns[e]);
                weights.Add(Weights[e]);
            }

            starts[row + 1] = columns.Count;
        }

        return new Csr(starts, [.. columns], [.. weights]);
    }

    private static (long[] Starts, int[] Others, double[] Weights) Scatter(
        int count, ReadOnlySpan<int> keys, ReadOnlySpan<int> others, ReadOnlySpan<double> weights)
    {
        var starts = new long[count + 1];
        foreach (var key in keys) starts[key + 1]++;
        for (var i = 0; i < count; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, count).ToArray();
        var (sorted, values) = (new int[keys.Length], new double[keys.Length]);
        for (var e = 0; e < keys.Length; e++)
        {
            var place = next[keys[e]]++;
            (sorted[place], values[place]) = (others[e], weights[e]);
        }

        return (starts, sorted, values);
    }

    private static Csr Merged(long[] starts, int[] columns, double[] weights)
    {
        var kept = 0;
        var merged = new long[starts.Length];
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            for (var e = starts[row]; e < starts[row + 1]; e++)
            {
                if (kept > merged[row] && columns[kept - 1] == columns[e]) weights[kept - 1] += weights[e];
                else (columns[kept], weights[kept++]) = (columns[e], weights[e]);
            }

            merged[row + 1] = kept;
        }

        if (kept == columns.Length) return new Csr(merged, columns, weights);
        return new Csr(merged, columns[..kept], weights[..kept]);
    }
}
