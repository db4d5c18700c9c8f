using Semblance.Pairs.Neighbours;
using Semblance.Pairs.Relations;

namespace Semblance.Pairs.Tests.Relations;

public class NearnessTests
{
    private const int Rows = 60, Dim = 3;
    private static readonly float[] Features = Random(Rows * Dim, 1);

    [Theory]
    [InlineData(Metric.Euclidean, false)]
    [InlineData(Metric.Euclidean, true)]
    [InlineData(Metric.Cosine, false)]
    public void Neighbours_are_joined_from_both_sides(Metric metric, bool isMutual)
    {
        var nearest = Enumerable.Range(0, Rows).Select(i => Nearest(i, Enumerable.Range(0, Rows), 4, metric)).ToArray();
        Dense.Check(
            Relation.FromNeighbours(Features, Dim, 4, metric, isMutual),
            Dense.Of(Rows, (i, j) => (nearest[i].Contains(j), nearest[j].Contains(i)) switch { (true, true) => 1, (false, false) => 0, _ => isMutual ? 0 : 0.5 }));
    }

    [Theory]
    [InlineData(0.7, 0, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0.7, 5, 0)]
    [InlineData(0, 5, 0)]
    [InlineData(0.7, 0, 0.9)]
    [InlineData(0, 0, 0.9)]
    [InlineData(0.7, 5, 0.5)]
    public void Gaussian_weights_fall_with_the_squared_distance(double bandwidth, int neighbours, double radius)
    {
        var nearest = Enumerable.Range(0, Rows).Select(i => Nearest(i, Enumerable.Range(0, Rows), neighbours, Metric.Euclidean)).ToArray();
        var related = Dense.Of(Rows, (i, j) =>
            i != j && (neighbours == 0 || nearest[i].Contains(j) || nearest[j].Contains(i)) && (radius == 0 || Square(i, j) <= radius * radius) ? 1 : 0);
        var squares = (from i in Enumerable.Range(0, Rows) from j in Enumerable.Range(0, i) where related[i, j] > 0 orderby Square(i, j) select Square(i, j)).ToArray();
        var t = bandwidth > 0 ? bandwidth : (squares[(squares.Length - 1) / 2] + squares[squares.Length / 2]) / 2;
        Dense.Check(
            Relation.Gaussian(Features, Dim, new GaussianOptions { Bandwidth = bandwidth, Neighbours = neighbours, Radius = radius }),
            Dense.Of(Rows, (i, j) => related[i, j] * Math.Exp(-Square(i, j) / (2 * t))));
    }

    [Theory]
    [InlineData(1, Metric.Cosine)]
    [InlineData(3, Metric.Euclidean)]
    public void The_nearest_of_a_support_set_are_positives_and_symmetrised(int k, Metric metric)
    {
        int[] support = [50, 3, 17, 21, 8, 44, 30];
        var nearest = Enumerable.Range(0, Rows).Select(i => Nearest(i, support, k, metric)).ToArray();
        var relation = Relation.FromSupport(Features, Dim, support, k, metric);
        Dense.Check(relation, Dense.Of(Rows, (i, j) => ((nearest[i].Contains(j) ? 0.5 : 0) + (nearest[j].Contains(i) ? 0.5 : 0)) / k));
        Assert.Contains("symmetrised as (G + G') / 2", relation.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_near_in_time_are_related_within_their_sequence()
    {
        var times = Random(40, 2).Select(t => (double)t * 5).ToArray();
        int[] sequences = [.. Enumerable.Range(0, 40).Select(i => i % 3)];
        double Weight(int i, int j) => i != j && Math.Abs(times[i] - times[j]) <= 1.5 ? Math.Exp(-Math.Abs(times[i] - times[j]) / 0.8) : 0;
        Dense.Check(Relation.FromTimes(times, 0.8, 1.5), Dense.Of(40, Weight));
        Dense.Check(Relation.FromTimes(times, 0.8, 1.5, sequences), Dense.Of(40, (i, j) => i % 3 == j % 3 ? Weight(i, j) : 0));
    }

    [Fact]
    public void Bad_requests_are_refused()
    {
        RelationTests.Refused("got k = 60", () => Relation.FromNeighbours(Features, Dim, 60));
        RelationTests.Refused("row 2, column 1 is NaN", () => Relation.FromNeighbours([1, 2, 3, 4, 5, float.NaN], 2, 1));
        RelationTests.Refused("Bandwidth = -1", () => Relation.Gaussian(Features, Dim, new GaussianOptions { Bandwidth = -1 }));
        RelationTests.Refused("Radius = NaN", () => Relation.Gaussian(Features, Dim, new GaussianOptions { Radius = double.NaN }));
        RelationTests.Refused("10001 rows, the limit is 10000", () => Relation.Gaussian(new float[10001], 1));
        RelationTests.Refused("it is 0 over 3 pairs", () => Relation.Gaussian(new float[3], 1));
        RelationTests.Refused("2 numbers, 1 different", () => Relation.FromSupport(Features, Dim, [3, 3]));
        RelationTests.Refused("from 2 to 60; there are 60 rows", () => Relation.FromSupport(Features, Dim, [60, 2]));
        RelationTests.Refused("got k = 2", () => Relation.FromSupport(Features, Dim, [1, 2], 2));
        RelationTests.Refused("scale 0", () => Relation.FromTimes([1, 2], 0, 1));
        RelationTests.Refused("time 1 is NaN", () => Relation.FromTimes([1, double.NaN], 1, 1));
        RelationTests.Refused("2 times, 1 sequences", () => Relation.FromTimes([1, 2], 1, 1, [0]));
    }

    private static int[] Nearest(int row, IEnumerable<int> among, int k, Metric metric) =>
        [.. among.Where(j => j != row).OrderBy(j => metric == Metric.Euclidean ? Square(row, j) : -Cosine(row, j)).ThenBy(j => j).Take(k)];

    private static double Square(int i, int j) => Enumerable.Range(0, Dim).Sum(c => Math.Pow((double)Features[(i * Dim) + c] - Features[(j * Dim) + c], 2));

    private static double Cosine(int i, int j)
    {
        double Product(int a, int b) => Enumerable.Range(0, Dim).Sum(c => (double)Features[(a * Dim) + c] * Features[(b * Dim) + c]);
        return Product(i, j) / Math.Sqrt(Product(i, i) * Product(j, j));
    }

    private static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }
}
