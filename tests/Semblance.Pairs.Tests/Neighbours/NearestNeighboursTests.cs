using Semblance.Errors;
using Semblance.Pairs.Neighbours;

namespace Semblance.Pairs.Tests.Neighbours;

public sealed class NearestNeighboursTests
{
    [Theory]
    [InlineData(Metric.Cosine, false, 37, 11, 3, 1)]
    [InlineData(Metric.Cosine, true, 500, 40, 5, 20)]
    [InlineData(Metric.Cosine, false, 5000, 1100, 17, 7)]
    [InlineData(Metric.Euclidean, false, 37, 11, 3, 37)]
    [InlineData(Metric.Euclidean, true, 5000, 1100, 16, 20)]
    public void Neighbours_equal_those_of_a_slow_loop(Metric metric, bool centre, int rows, int queries, int dim, int k)
    {
        var index = Random(rows * dim, 1, 0.7);
        var query = Random(queries * dim, 2, 0.7);
        var table = NearestNeighbours.Search(index, query, dim, k, metric, centre);
        Assert.Equal((queries, k), (table.Rows, table.K));
        for (var q = 0; q < queries; q += 1 + (queries / 50))
        {
            var (indices, scores) = Slow(index, query, q, dim, k, metric, centre);
            Assert.Equal(indices, table.Indices[(q * k)..((q + 1) * k)]);
            for (var j = 0; j < k; j++) Assert.Equal(scores[j], table.Scores[(q * k) + j], 1e-5);
        }
    }

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Euclidean)]
    public void Equal_rows_come_by_lower_index(Metric metric)
    {
        var row = Random(13, 3, 0);
        float[] index = [.. Enumerable.Repeat(row, 9000).SelectMany(r => r)];
        var table = NearestNeighbours.Search(index, row, 13, 30, metric);
        Assert.Equal(Enumerable.Range(0, 30), table.Indices);
    }

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Euclidean)]
    public void A_row_is_its_own_nearest_neighbour_and_is_left_out_within_a_set(Metric metric)
    {
        var rows = Random(300 * 8, 4, 0);
        var with = NearestNeighbours.Search(rows, rows, 8, 3, metric);
        var without = NearestNeighbours.SearchWithin(rows, 8, 2, metric);
        for (var r = 0; r < 300; r++)
        {
            Assert.Equal(r, with.Indices[r * 3]);
            Assert.Equal(with.Indices[((r * 3) + 1)..((r * 3) + 3)], without.Indices[(r * 2)..((r * 2) + 2)]);
        }
    }

    [Theory]
    [InlineData(Metric.Cosine, true, 2500, 9, 7)]
    [InlineData(Metric.Euclidean, false, 2500, 9, 7)]
    [InlineData(Metric.Euclidean, false, 1013, 3, 40)]
    [InlineData(Metric.Euclidean, false, 5, 3, 4)]
    public void Neighbours_within_a_set_equal_those_of_a_slow_loop(Metric metric, bool centre, int rows, int dim, int k)
    {
        var x = Random(rows * dim, 12, 0.4);
        var table = NearestNeighbours.SearchWithin(x, dim, k, metric, centre);
        for (var r = 0; r < rows; r += 1 + (rows / 90))
        {
            var (indices, _) = Slow(x, x, r, dim, k + 1, metric, centre);
            Assert.Equal(indices.Where(i => i != r), table.Indices[(r * k)..((r + 1) * k)]);
        }

        var space = new MetricSpace(x, dim, metric, centre);
        var direct = NeighbourSearch.Run(space, space, k, excludeSelf: true);
        Assert.True(WithinSearch.Fits(space, k));
        Assert.Equal(direct.Indices, table.Indices);
        Assert.Equal(direct.Scores, table.Scores);
    }

    [Fact]
    public void Among_copies_within_a_set_the_lower_numbers_are_nearest()
    {
        var row = Random(13, 3, 0);
        var table = NearestNeighbours.SearchWithin([.. Enumerable.Repeat(row, 2500).SelectMany(r => r)], 13, 30, Metric.Euclidean);
        for (var r = 0; r < 2500; r++) Assert.Equal(Enumerable.Range(0, 31).Where(i => i != r).Take(30), table.Indices[(r * 30)..((r + 1) * 30)]);
    }

    [Fact]
    public void Sets_too_large_to_be_kept_are_searched_block_by_block() =>
        Assert.False(WithinSearch.Fits(new MetricSpace(new float[1_000_000], 1, Metric.Euclidean, false), 10));

    [Fact]
    public void Far_from_the_origin_distances_stay_exact()
    {
        var index = Array.ConvertAll(Random(2000 * 4, 5, 0), v => v + 1000);
        var query = Array.ConvertAll(Random(20 * 4, 6, 0), v => v + 1000);
        var table = NearestNeighbours.Search(index, query, 4, 5, Metric.Euclidean);
        for (var q = 0; q < 20; q++) Assert.Equal(Slow(index, query, q, 4, 5, Metric.Euclidean, false).Indices, table.Indices[(q * 5)..((q + 1) * 5)]);
    }

    [Fact]
    public void Cosine_neighbours_do_not_depend_on_the_length_of_rows()
    {
        var index = Random(400 * 6, 7, 0);
        var query = Random(30 * 6, 8, 0);
        var longer = index.Select((v, i) => v * (1 << (i / 6 % 7))).ToArray();
        Assert.Equal(NearestNeighbours.Search(index, query, 6, 9, Metric.Cosine).Indices, NearestNeighbours.Search(longer, query, 6, 9, Metric.Cosine).Indices);
    }

    [Fact]
    public void A_row_of_zeros_has_similarity_zero()
    {
        var table = NearestNeighbours.Search([1f, 0, 0, 0, -1, 0], [1f, 0], 2, 3, Metric.Cosine);
        Assert.Equal([0, 1, 2], table.Indices);
        Assert.Equal([1f, 0, -1], table.Scores);
    }

    [Theory]
    [InlineData(Metric.Cosine, 0.9)]
    [InlineData(Metric.Euclidean, 0.2)]
    public void Near_duplicates_equal_those_of_a_slow_loop(Metric metric, double threshold)
    {
        const int rows = 1500, dim = 4;
        var x = Random(rows * dim, 9, 0);
        var expected = new List<(int, int)>();
        for (var a = 0; a < rows; a++)
        {
            for (var b = a + 1; b < rows; b++)
            {
                var score = SlowScore(x, b, x, a, dim, metric);
                if (metric == Metric.Cosine ? score >= threshold : score <= threshold) expected.Add((a, b));
            }
        }

        var found = NearestNeighbours.Duplicates(x, dim, threshold, metric);
        Assert.Equal(expected, found.Pairs.Select(p => (p.First, p.Second)));
        Assert.Equal(expected.Count, found.Total);
        var few = NearestNeighbours.Duplicates(x, dim, threshold, metric, limit: 5);
        Assert.Equal(expected.Take(5), few.Pairs.Select(p => (p.First, p.Second)));
        Assert.Equal(expected.Count, few.Total);
    }

    [Fact]
    public void The_row_far_from_all_others_is_the_outlier()
    {
        var x = Random(500 * 5, 10, 0);
        for (var c = 0; c < 5; c++) x[(123 * 5) + c] = 40;
        var scores = NearestNeighbours.Outliers(x, 5, 10, Metric.Euclidean);
        Assert.Equal(123, Array.IndexOf(scores.ZScore, scores.ZScore.Max()));
        Assert.True(scores.ZScore[123] > 5);
        Assert.Equal(0, scores.ZScore.Average(v => (double)v), 1e-5);
        Assert.Equal(1, scores.ZScore.Average(v => (double)v * v), 1e-4);
        var expected = Slow(x, x, 7, 5, 11, Metric.Euclidean, false).Scores.Skip(1).Average();
        Assert.Equal(expected, scores.MeanDistance[7], 1e-5);
    }

    [Fact]
    public void A_set_of_copies_has_no_outliers() =>
        Assert.All(NearestNeighbours.Outliers(new float[60], 3, 4, Metric.Euclidean).ZScore, z => Assert.Equal(0, z));

    [Fact]
    public void Bad_requests_say_what_was_seen()
    {
        var rows = Random(30, 11, 0);
        Assert.Contains("k = 11; the index has 10 rows", Assert.Throws<RequestException>(() => NearestNeighbours.Search(rows, rows, 3, 11, Metric.Cosine)).Message, StringComparison.Ordinal);
        Assert.Contains("got k = 10", Assert.Throws<RequestException>(() => NearestNeighbours.SearchWithin(rows, 3, 10, Metric.Cosine)).Message, StringComparison.Ordinal);
        Assert.Contains("got 30 numbers for dim 4", Assert.Throws<RequestException>(() => NearestNeighbours.Search(rows, rows, 4, 1, Metric.Cosine)).Message, StringComparison.Ordinal);
        Assert.Contains("the query has no rows", Assert.Throws<RequestException>(() => NearestNeighbours.Search(rows, [], 3, 1, Metric.Cosine)).Message, StringComparison.Ordinal);
        Assert.Contains("got 1.5", Assert.Throws<RequestException>(() => NearestNeighbours.Duplicates(rows, 3, 1.5, Metric.Cosine)).Message, StringComparison.Ordinal);
        rows[14] = float.NaN;
        Assert.Contains("row 4, column 2 is NaN", Assert.Throws<RequestException>(() => NearestNeighbours.Search(rows, rows, 3, 1, Metric.Cosine)).Message, StringComparison.Ordinal);
    }

    private static (int[] Indices, double[] Scores) Slow(float[] index, float[] query, int q, int dim, int k, Metric metric, bool centre)
    {
        var rows = index.Length / dim;
        if (centre)
        {
            var mean = Enumerable.Range(0, dim).Select(c => (float)Enumerable.Range(0, rows).Average(r => (double)index[(r * dim) + c])).ToArray();
            index = [.. index.Select((v, i) => v - mean[i % dim])];
            query = [.. query.Select((v, i) => v - mean[i % dim])];
        }

        var best = Enumerable.Range(0, rows)
            .Select(r => (Score: SlowScore(index, r, query, q, dim, metric), Row: r))
            .OrderBy(p => metric == Metric.Cosine ? -p.Score : p.Score).ThenBy(p => p.Row).Take(k).ToArray();
        return ([.. best.Select(b => b.Row)], [.. best.Select(b => b.Score)]);
    }

    private static double SlowScore(float[] a, int i, float[] b, int j, int dim, Metric metric)
    {
        double product = 0, aa = 0, bb = 0, distance = 0;
        for (var c = 0; c < dim; c++)
        {
            double x = a[(i * dim) + c], y = b[(j * dim) + c];
            product += x * y;
            aa += x * x;
            bb += y * y;
            distance += (x - y) * (x - y);
        }

        return metric == Metric.Euclidean ? Math.Sqrt(distance) : product / Math.Sqrt(aa * bb);
    }

    private static float[] Random(int count, int seed, double shift)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5 + shift))];
    }
}
