namespace Semblance.Pairs.Neighbours;

/// <summary>All pairs of one set within a threshold, tiles of the upper triangle only.</summary>
internal static class DuplicateSearch
{
    internal static NearDuplicates Run(MetricSpace space, double threshold, int limit)
    {
        var isCosine = space.Metric == Metric.Cosine;
        var pairs = new List<NearDuplicate>();
        var total = 0L;
        var found = new List<NearDuplicate>[Math.Min(Tiles.QueryRows, space.Rows)];
        for (var r = 0; r < found.Length; r++) found[r] = [];
        using var tiles = new Tiles(space, space);
        for (var start = 0; start < space.Rows; start += Tiles.QueryRows)
        {
            var first = start;
            tiles.ForEach(start, start, (row, products, column) =>
            {
                var self = first + row;
                var from = isCosine ? (float)threshold - space.Margin(self, space) : EuclideanKey(space, self, threshold);
                for (var i = Math.Max(0, self + 1 - column); i < products.Length; i++)
                {
                    if (products[i] - space.Halves[column + i] < from) continue;
                    var score = space.Score(column + i, space, self);
                    if (!(isCosine ? score >= threshold : score <= threshold)) continue;
                    Interlocked.Increment(ref total);
                    if (found[row].Count < limit) found[row].Add(new NearDuplicate(self, column + i, (float)score));
                }
            });
            foreach (var list in found)
            {
                pairs.AddRange(list.Take(limit - pairs.Count));
                list.Clear();
            }
        }

        return new NearDuplicates(pairs, total);
    }

    // key = (|q|^2 - distance^2) / 2 up to the margin.
    private static float EuclideanKey(MetricSpace space, int row, double threshold) =>
        (float)((space.SquaredNorm(row) - (threshold * threshold)) / 2) - (2 * space.Margin(row, space));
}
