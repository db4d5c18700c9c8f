using Semblance.Errors;

namespace Semblance.Pairs.Neighbours;

/// <summary>Exact nearest neighbours by blocked matrix products; memory is that of two blocks, whatever the number of rows.</summary>
/// <remarks>Candidates are found in float32 with a rounding bound as margin and re-scored in float64, so the order depends neither on
/// block sizes nor on the matrix library. The only exception: when more than 2k + 64 rows are equally near to within float32 rounding, the
/// float32 order decides which of them are re-scored. Rows must be finite.</remarks>
public static class NearestNeighbours
{
    /// <summary>The nearest index rows of each query row.</summary>
    /// <param name="index">Rows to search, [n, dim] in row-major order.</param>
    /// <param name="query">Rows to search for, [m, dim].</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="k">Neighbours of each query row, 1..n.</param>
    /// <param name="metric">Cosine or Euclidean.</param>
    /// <param name="centre">Subtract the mean of the index rows from both sets first; matters for cosine only. Default false.</param>
    /// <exception cref="RequestException">Sizes that do not fit, k out of range, NaN or infinity.</exception>
    public static NeighbourTable Search(float[] index, float[] query, int dim, int k, Metric metric, bool centre = false)
    {
        var rows = RowCheck.Rows(index, dim, "the index");
        _ = RowCheck.Rows(query, dim, "the query");
        RowCheck.Neighbours(k, rows, "the index has");
        var space = new MetricSpace(index, dim, metric, centre);
        return NeighbourSearch.Run(space, ReferenceEquals(index, query) ? space : space.Of(query), k, excludeSelf: false);
    }

    /// <summary>The nearest other rows of each row of one set.</summary>
    /// <param name="rows">Rows, [n, dim].</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="k">Neighbours of each row, 1..n-1.</param>
    /// <param name="metric">Cosine or Euclidean.</param>
    /// <param name="centre">Subtract the mean row first. Default false.</param>
    /// <exception cref="RequestException">Sizes that do not fit, k out of range, NaN or infinity.</exception>
    public static NeighbourTable SearchWithin(float[] rows, int dim, int k, Metric metric, bool centre = false)
    {
        RowCheck.Neighbours(k, RowCheck.Rows(rows, dim, "the set") - 1, "each row has, besides itself,");
        var space = new MetricSpace(rows, dim, metric, centre);
        return WithinSearch.Fits(space, k) ? WithinSearch.Run(space, k) : NeighbourSearch.Run(space, space, k, excludeSelf: true);
    }

    /// <summary>Pairs of rows of one set at least as near as a threshold.</summary>
    /// <param name="rows">Rows, [n, dim].</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="threshold">Cosine: smallest similarity, -1..1. Euclidean: largest distance, >= 0.</param>
    /// <param name="metric">Cosine or Euclidean.</param>
    /// <param name="limit">Pairs to list at most; all are counted. Default 100,000.</param>
    /// <exception cref="RequestException">Sizes that do not fit, a threshold out of range, NaN or infinity.</exception>
    public static NearDuplicates Duplicates(float[] rows, int dim, double threshold, Metric metric, int limit = 100_000)
    {
        _ = RowCheck.Rows(rows, dim, "the set");
        var isCosine = metric == Metric.Cosine;
        if (!(isCosine ? Math.Abs(threshold) <= 1 : threshold >= 0 && double.IsFinite(threshold)))
        {
            throw new RequestException("the near-duplicate threshold is out of range", $"got {threshold}", isCosine ? "give a similarity from -1 to 1" : "give a distance of 0 or more");
        }

        return DuplicateSearch.Run(new MetricSpace(rows, dim, metric, false), threshold, limit);
    }

    /// <summary>Mean distance of each row to its neighbours, and how unusual it is.</summary>
    /// <param name="rows">Rows, [n, dim].</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="k">Neighbours, 1..n-1.</param>
    /// <param name="metric">Cosine or Euclidean.</param>
    /// <remarks>Rows whose neighbours are all copies of them count with the smallest distance that is not zero.</remarks>
    /// <exception cref="RequestException">Sizes that do not fit, k out of range, NaN or infinity.</exception>
    public static OutlierScores Outliers(float[] rows, int dim, int k, Metric metric)
    {
        var table = SearchWithin(rows, dim, k, metric);
        var distance = new double[table.Rows];
        for (var r = 0; r < table.Rows; r++)
        {
            var sum = 0.0;
            for (var j = 0; j < k; j++) sum += table.Scores[(r * k) + j];
            distance[r] = metric == Metric.Cosine ? Math.Max(1 - (sum / k), 0) : sum / k;
        }

        var floor = distance.Where(d => d > 0).DefaultIfEmpty(1).Min();
        var logs = Array.ConvertAll(distance, d => Math.Log(Math.Max(d, floor)));
        var mean = logs.Average();
        var deviation = Math.Sqrt(logs.Average(l => (l - mean) * (l - mean)));
        return new OutlierScores(
            Array.ConvertAll(distance, d => (float)d),
            Array.ConvertAll(logs, l => deviation > 1e-12 ? (float)((l - mean) / deviation) : 0f));
    }
}
