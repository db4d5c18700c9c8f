namespace Semblance.Pairs.Neighbours;

/// <summary>The k nearest rows: shortlists by tiles in float32, order by scores in float64.</summary>
internal static class NeighbourSearch
{
    internal static NeighbourTable Run(MetricSpace index, MetricSpace query, int k, bool excludeSelf)
    {
        var table = new NeighbourTable(new int[checked(query.Rows * k)], new float[query.Rows * k], query.Rows, k);
        var lists = new Shortlist[Math.Min(Tiles.QueryRows, query.Rows)];
        for (var r = 0; r < lists.Length; r++) lists[r] = new Shortlist(k);
        using var tiles = new Tiles(index, query);
        for (var start = 0; start < query.Rows; start += Tiles.QueryRows)
        {
            var first = start;
            var rows = Math.Min(Tiles.QueryRows, query.Rows - start);
            for (var r = 0; r < rows; r++) lists[r].Reset(query.Margin(start + r, index));
            tiles.ForEach(start, 0, (row, products, column) =>
            {
                var skip = excludeSelf ? first + row : -1;
                if (index.Metric == Metric.Cosine) lists[row].Take(products, column, skip);
                else lists[row].Take(products, index.Halves.Slice(column, products.Length), column, skip);
            });
            Parallel.For(0, rows, r => Rank(lists[r], index, query, first + r, table));
        }

        return table;
    }

    /// <summary>Puts the candidates of a row in exact order and the best into the table.</summary>
    internal static void Rank(Shortlist list, MetricSpace index, MetricSpace query, int row, NeighbourTable table)
    {
        var entries = list.Finish();
        var sign = index.Metric == Metric.Cosine ? -1 : 1;
        var ranked = new (double Key, int Row)[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var candidate = Shortlist.RowOf(entries[i]);
            ranked[i] = (sign * index.Score(candidate, query, row), candidate);
        }

        Array.Sort(ranked);
        for (var j = 0; j < table.K; j++)
        {
            table.Indices[(row * table.K) + j] = ranked[j].Row;
            table.Scores[(row * table.K) + j] = (float)(sign * ranked[j].Key);
        }
    }
}
