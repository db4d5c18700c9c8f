using Semblance.Errors;
using Semblance.Pairs.Neighbours;

namespace Semblance.Pairs.Relations;

// Relations from features and times.
public abstract partial class Relation
{
    private const int MostDenseRows = 10_000;

    /// <summary>Each row belongs to its k nearest other rows (exact search): (A + A') / 2 of the 0/1 matrix A, so 1 where both choose each other and 1/2 else.</summary>
    /// <param name="rows">Features, [n, dim] row-major, finite.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="k">Neighbours of each row, 1..n-1; of rows at equal distance the lower numbers are chosen.</param>
    /// <param name="metric">Cosine or Euclidean. Default Euclidean.</param>
    /// <param name="isMutual">Keep only pairs of which both choose each other, with weight 1. Default false.</param>
    /// <exception cref="RequestException">Sizes that do not fit, k out of range, NaN or infinity.</exception>
    public static RelationGraph FromNeighbours(float[] rows, int dim, int k, Metric metric = Metric.Euclidean, bool isMutual = false)
    {
        var graph = Directed(NearestNeighbours.SearchWithin(rows, dim, k, metric), (_, _) => 1).Symmetrised();
        return new RelationGraph(isMutual ? graph.Where((_, _, weight) => weight == 1) : graph, RelationNormalisation.None);
    }

    /// <summary>exp(-|x - x'|^2 / (2 t)) between different rows: all, those within a radius, or those of which one is among the other's nearest.</summary>
    /// <param name="rows">Features, [n, dim] row-major, finite.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="options">Bandwidth and limits; null for the defaults. With both limits only pairs within both are related.</param>
    /// <remarks>Without limits every pair is written out, for at most 10,000 rows.</remarks>
    /// <exception cref="RequestException">Sizes that do not fit, options out of range, too many rows without limit, NaN or infinity.</exception>
    public static RelationGraph Gaussian(float[] rows, int dim, GaussianOptions? options = null)
    {
        options ??= new GaussianOptions();
        if (!(options.Bandwidth >= 0 && options.Radius >= 0 && double.IsFinite(options.Bandwidth) && double.IsFinite(options.Radius) && options.Neighbours >= 0))
        {
            throw new RequestException("bandwidth, radius and neighbours must be finite and not negative", $"got {options}", "give 0 for the default or a positive number");
        }

        var count = RowCheck.Rows(rows, dim, "the set");
        var space = new MetricSpace(rows, dim, Metric.Euclidean, false);
        var pairs = options.Neighbours > 0 ? NeighbourPairs(rows, dim, options.Neighbours) : options.Radius > 0 ? PairsWithin(space, options.Radius) : AllPairs(count);
        var squares = Squares(space, pairs);
        if (options is { Neighbours: > 0, Radius: > 0 })
        {
            var kept = Enumerable.Range(0, squares.Length).Where(i => squares[i] <= options.Radius * options.Radius).ToArray();
            (pairs, squares) = (new IndexPairs([.. kept.Select(i => pairs.First[i])], [.. kept.Select(i => pairs.Second[i])]), [.. kept.Select(i => squares[i])]);
        }

        var bandwidth = options.Bandwidth > 0 ? options.Bandwidth : Median(squares);
        var weights = Array.ConvertAll(squares, s => Math.Exp(-s / (2 * bandwidth)));
        return new RelationGraph(Csr.Undirected(count, pairs.First, pairs.Second, weights), RelationNormalisation.None);
    }

    /// <summary>Each row belongs to its nearest rows of a support set, as in NNCLR (k = 1) and mean shift (k &gt; 1): weights 1 / k, directed by nature and so symmetrised, (A + A') / 2.</summary>
    /// <param name="rows">Embeddings, [n, dim] row-major, finite.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="support">Rows that may be chosen, each once.</param>
    /// <param name="k">Neighbours of each row, from 1 to one less than there are in the support set. Default 1.</param>
    /// <param name="metric">Default cosine.</param>
    /// <remarks>Dwibedi et al. 2021; Koohpayegani et al. 2021. The relation depends on the embedding: to follow these methods, build it and solve in turn.</remarks>
    /// <exception cref="RequestException">Sizes that do not fit, a support row out of range or given twice, k out of range, NaN or infinity.</exception>
    public static RelationGraph FromSupport(float[] rows, int dim, IReadOnlyList<int> support, int k = 1, Metric metric = Metric.Cosine)
    {
        var count = RowCheck.Rows(rows, dim, "the set");
        if (support.Any(s => s < 0 || s >= count) || support.Distinct().Count() < support.Count)
        {
            throw new RequestException("the support set must consist of different rows", $"{support.Count} numbers, {support.Distinct().Count()} different, from {support.Min()} to {support.Max()}; there are {count} rows", "give each row once, from 0 on");
        }

        int[] chosen = [.. support.Order()];
        RowCheck.Neighbours(k, chosen.Length - 1, "besides a row itself the support set may have only");
        var index = new float[checked(chosen.Length * dim)];
        for (var i = 0; i < chosen.Length; i++) rows.AsSpan(chosen[i] * dim, dim).CopyTo(index.AsSpan(i * dim));
        var table = NearestNeighbours.Search(index, rows, dim, k + 1, metric);
        var entries = new EntryList(count * k);
        for (var row = 0; row < count; row++)
        {
            var left = k;
            for (var j = 0; j <= k && left > 0; j++)
            {
                var other = chosen[table.Indices[(row * (k + 1)) + j]];
                if (other == row) continue;
                entries.Add(row, other, 1.0 / k);
                left--;
            }
        }

        return new RelationGraph(entries.ToCsr(count).Symmetrised(), RelationNormalisation.None, ["nearest rows of a support set are a directed relation; it was symmetrised as (G + G') / 2."]);
    }

    /// <summary>Samples near in time belong together: exp(-|t - t'| / scale) within a window.</summary>
    /// <param name="times">Time of each sample in any order and unit, finite, [n].</param>
    /// <param name="scale">T, above 0, in the unit of the times.</param>
    /// <param name="window">Largest difference that relates, above 0, in the unit of the times.</param>
    /// <param name="sequences">Sequence (video, recording) of each sample; only samples of one sequence are related. Null for one sequence.</param>
    /// <exception cref="RequestException">Numbers out of range, NaN, another number of sequences.</exception>
    public static RelationGraph FromTimes(IReadOnlyList<double> times, double scale, double window, IReadOnlyList<int>? sequences = null)
    {
        if (times.Count == 0 || !(scale > 0 && window > 0 && double.IsFinite(scale))) throw new RequestException("a relation in time needs times, a scale and a window above 0", $"{times.Count} times, scale {scale}, window {window}", "give them in the unit of the times");
        if (sequences is not null && sequences.Count != times.Count) throw new RequestException("each sample needs one sequence", $"{times.Count} times, {sequences.Count} sequences", "give as many sequences as times");
        for (var i = 0; i < times.Count; i++)
        {
            if (!double.IsFinite(times[i])) throw new RequestException("times must be finite", $"time {i} is {times[i]}", "remove the sample or repair its time");
        }

        int[] order = [.. Enumerable.Range(0, times.Count).OrderBy(i => sequences?[i] ?? 0).ThenBy(i => times[i])];
        var entries = new EntryList();
        for (var a = 0; a < order.Length; a++)
        {
            for (var b = a + 1; b < order.Length && sequences?[order[a]] == sequences?[order[b]]; b++)
            {
                var difference = times[order[b]] - times[order[a]];
                if (difference > window) break;
                entries.Add(order[a], order[b], Math.Exp(-difference / scale));
                entries.Add(order[b], order[a], Math.Exp(-difference / scale));
            }
        }

        return new RelationGraph(entries.ToCsr(times.Count), RelationNormalisation.None);
    }

    private static Csr Directed(NeighbourTable table, Func<int, int, double> weight)
    {
        var entries = new EntryList(table.Indices.Length);
        for (var e = 0; e < table.Indices.Length; e++) entries.Add(e / table.K, table.Indices[e], weight(e / table.K, table.Indices[e]));
        return entries.ToCsr(table.Rows);
    }

    private static IndexPairs NeighbourPairs(float[] rows, int dim, int k)
    {
        var graph = Directed(NearestNeighbours.SearchWithin(rows, dim, k, Metric.Euclidean), (_, _) => 1).Symmetrised();
        List<int> first = [], second = [];
        for (var row = 0; row < graph.Count; row++)
        {
            for (var e = graph.Starts[row]; e < graph.Starts[row + 1]; e++)
            {
                if (graph.Columns[e] <= row) continue;
                first.Add(row);
                second.Add(graph.Columns[e]);
            }
        }

        return new IndexPairs([.. first], [.. second]);
    }

    private static IndexPairs PairsWithin(MetricSpace space, double radius)
    {
        var found = DuplicateSearch.Run(space, radius, (int)(DefaultLimit / 2));
        if (found.Total > found.Pairs.Count) throw new RequestException("the radius relates too many rows", $"{found.Total} pairs within {radius}; the limit is {found.Pairs.Count}", "give a smaller radius or a number of neighbours");
        return new IndexPairs([.. found.Pairs.Select(p => p.First)], [.. found.Pairs.Select(p => p.Second)]);
    }

    private static IndexPairs AllPairs(int count)
    {
        if (count > MostDenseRows) throw new RequestException("too many rows to relate all of them", $"{count} rows, the limit is {MostDenseRows}", "give a number of neighbours or a radius");
        var (first, second) = (new int[count * (count - 1) / 2], new int[count * (count - 1) / 2]);
        var at = 0;
        for (var row = 0; row < count; row++)
        {
            for (var other = row + 1; other < count; other++) (first[at], second[at++]) = (row, other);
        }

        return new IndexPairs(first, second);
    }

    private static double[] Squares(MetricSpace space, IndexPairs pairs)
    {
        var squares = new double[pairs.First.Length];
        Parallel.For(0, squares.Length, i =>
        {
            var distance = space.Score(pairs.First[i], space, pairs.Second[i]);
            squares[i] = distance * distance;
        });
        return squares;
    }

    private static double Median(double[] squares)
    {
        var sorted = squares.Order().ToArray();
        var middle = sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return middle > 0 ? middle : throw new RequestException("the median distance gives no bandwidth", $"it is {middle} over {squares.Length} pairs", "give a bandwidth above 0");
    }

    private readonly record struct IndexPairs(int[] First, int[] Second);
}
