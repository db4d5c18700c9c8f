using Semblance.Errors;
using Semblance.Pairs.Moments;

namespace Semblance.Pairs.Tests.Moments;

public sealed class MomentAccumulatorTests
{
    // Float64 products: rounding of sums of thousands of terms.
    private const double Exact = 1e-13;

    // No element of a tile's product has more than 4096 terms, each rounded to float32 (2^-24) a few times.
    private const double SingleBound = 4100 * 5.96e-8;

    [Theory]
    [InlineData(2, 700, 13, false, false)]
    [InlineData(2, 5000, 100, true, false)]
    [InlineData(3, 4500, 9, false, true)]
    [InlineData(4, 1500, 33, true, true)]
    [InlineData(2, 3, 20, false, false)]
    [InlineData(7, 40, 1, true, true)]
    public void Moments_equal_those_of_a_loop_over_pairs_of_views(int views, int rows, int dim, bool isWeighted, bool isLabelled)
    {
        var x = Loops.Views(views, rows, dim, 1, offset: 50);
        var weights = isWeighted ? Loops.Weights(rows, 2) : null;
        var labels = isLabelled ? Loops.Labels(rows, 4, 3) : null;
        var expected = Loops.Moments(x, dim, weights, labels, 4);
        Assert.InRange(Loops.Difference(expected, Run(x, dim, weights, labels)), 0, Exact);
        Assert.InRange(Loops.Difference(expected, Run(Loops.Single(x), dim, weights, labels)), 0, Exact);
        Assert.InRange(Loops.Difference(expected, Run(x, dim, weights, labels, MomentPrecision.Float32)), 0, SingleBound);
        Assert.InRange(Loops.Difference(expected, Run(Loops.Single(x), dim, weights, labels, MomentPrecision.Float32)), 0, SingleBound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(3000)]
    public void Float32_tiles_keep_six_digits_however_far_the_data_are_from_the_origin(double offset)
    {
        var x = Loops.Views(2, 9000, 30, 4, offset);
        var expected = Loops.Moments(x, 30);
        Assert.InRange(Loops.Difference(expected, Run(Loops.Single(x), 30, null, null, MomentPrecision.Float32)), 0, 1e-6);
    }

    [Fact]
    public void Close_views_far_from_the_mean_keep_the_digits_of_their_difference_in_float32()
    {
        var x = Loops.Views(1, 3000, 5, 5)[0];
        var other = x.Select((v, i) => (double)(float)(v + (1e-4 * ((i * 7 % 13) - 6)))).ToArray();
        var expected = Loops.Moments([x, other], 5);
        var found = Run(Loops.Single([x, other]), 5, null, null, MomentPrecision.Float32);
        // Half the expected squared difference of the views: Total - Cross, here 1e-7 of Total.
        for (var c = 0; c < 5; c++) Assert.Equal(1, (found.Total[c, c] - found.Cross[c, c]) / (expected.Total[c, c] - expected.Cross[c, c]), 1e-5);
    }

    [Theory]
    [InlineData(MomentPrecision.Float64)]
    [InlineData(MomentPrecision.Float32)]
    public void Blocks_of_any_size_give_the_same_bits(MomentPrecision precision)
    {
        var x = Loops.Single(Loops.Views(2, 6000, 17, 6, 20));
        var labels = Loops.Labels(6000, 3, 7);
        var weights = Loops.Weights(6000, 8);
        var whole = Run(x, 17, weights, labels, precision);
        foreach (var size in new[] { 1000, 2048, 4099, 37 })
        {
            using var accumulator = new MomentAccumulator(17, 2, 4, precision);
            for (var start = 0; start < 6000; start += size)
            {
                var end = Math.Min(6000, start + size);
                accumulator.Add([x[0][(start * 17)..(end * 17)], x[1][(start * 17)..(end * 17)]], weights.AsSpan(start, end - start), labels.AsSpan(start, end - start));
            }

            Assert.Equal(6000, accumulator.Rows);
            AssertSame(whole, accumulator.ToMoments());
        }
    }

    [Fact]
    public void A_block_of_all_views_equals_arrays_of_each()
    {
        var x = Loops.Views(3, 50, 4, 9);
        using var accumulator = new MomentAccumulator(4, 3);
        accumulator.Add((ReadOnlySpan<double>)[.. x[0], .. x[1], .. x[2]]);
        AssertSame(Run(x, 4, null, null), accumulator.ToMoments());
    }

    [Fact]
    public void Float32_and_float64_blocks_may_be_mixed_and_moments_taken_in_between()
    {
        var x = Loops.Views(2, 900, 6, 10);
        using var accumulator = new MomentAccumulator(6);
        accumulator.Add(Loops.Single([x[0][..(100 * 6)], x[1][..(100 * 6)]]));
        accumulator.Add([x[0][(100 * 6)..(300 * 6)], x[1][(100 * 6)..(300 * 6)]]);
        Assert.InRange(Loops.Difference(Loops.Moments([x[0][..(300 * 6)], x[1][..(300 * 6)]], 6), accumulator.ToMoments()), 0, Exact);
        accumulator.Add([x[0][(300 * 6)..], x[1][(300 * 6)..]]);
        Assert.InRange(Loops.Difference(Loops.Moments(x, 6), accumulator.ToMoments()), 0, Exact);
    }

    [Theory]
    [InlineData(MomentPrecision.Float64)]
    [InlineData(MomentPrecision.Float32)]
    public void The_same_rows_give_the_same_bits_again(MomentPrecision precision)
    {
        var x = Loops.Views(3, 3000, 40, 11);
        AssertSame(Run(x, 40, null, null, precision), Run(x, 40, null, null, precision));
    }

    [Fact]
    public void Views_in_another_order_give_the_same_moments()
    {
        var x = Loops.Views(4, 300, 8, 12, 5);
        Assert.InRange(Loops.Difference(Run(x, 8, null, null), Run([x[2], x[0], x[3], x[1]], 8, null, null)), 0, Exact);
    }

    [Fact]
    public void Bad_rows_are_refused_with_their_place()
    {
        var x = Loops.Views(2, 3000, 5, 13);
        x[1][(2500 * 5) + 3] = double.NaN;
        Assert.Contains("view 2 holds a number that is not finite - row 2500, column 3 is NaN", Refused(a => a.Add(x)), StringComparison.Ordinal);
        x[1][(2500 * 5) + 3] = 0;
        x[0][(120 * 5) + 1] = double.NegativeInfinity;
        Assert.Contains("row 120, column 1 is -Infinity", Refused(a => a.Add(x)), StringComparison.Ordinal);
        Assert.Contains("row 1120, column 1", Refused(a =>
        {
            a.Add([new float[5000], new float[5000]]);
            a.Add(Loops.Single(x));
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_requests_say_what_was_seen()
    {
        var x = Loops.Views(2, 4, 5, 14);
        Assert.Contains("got 1", Assert.Throws<RequestException>(() => new MomentAccumulator(5, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("got 0", Assert.Throws<RequestException>(() => new MomentAccumulator(0)).Message, StringComparison.Ordinal);
        Assert.Contains("got -1", Assert.Throws<RequestException>(() => new MomentAccumulator(5, 2, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("3 views where the moments are of 2", Refused(a => a.Add([x[0], x[1], x[0]])), StringComparison.Ordinal);
        Assert.Contains("view 1 has 4 rows, view 2 has 3", Refused(a => a.Add([x[0], x[1][..15]])), StringComparison.Ordinal);
        Assert.Contains("view 2 has 14 numbers", Refused(a => a.Add([x[0], x[1][..14]])), StringComparison.Ordinal);
        Assert.Contains("a block of 15 numbers for 2 views", Refused(a => a.Add(new float[15])), StringComparison.Ordinal);
        Assert.Contains("3 weights for 4 rows", Refused(a => a.Add(x, [1, 1, 1])), StringComparison.Ordinal);
        Assert.Contains("row 2 has weight -0.5", Refused(a => a.Add(x, [1, 1, -0.5, 1])), StringComparison.Ordinal);
        Assert.Contains("row 0 has weight NaN", Refused(a => a.Add(x, [double.NaN, 1, 1, 1])), StringComparison.Ordinal);
        Assert.Contains("5 labels for 4 rows", Refused(a => a.Add(x, default, [0, 0, 0, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("row 1 has label 3, and there are 3 classes", Refused(a => a.Add(x, default, [0, 3, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("row 3 has label -2", Refused(a => a.Add(x, default, [0, 1, 0, -2])), StringComparison.Ordinal);
        Assert.Contains("0 rows of total weight 0", Refused(a => a.ToMoments()), StringComparison.Ordinal);
        Assert.Contains("4 rows of total weight 0", Refused(a =>
        {
            a.Add(x, [0, 0, 0, 0]);
            a.ToMoments();
        }), StringComparison.Ordinal);
        Assert.Contains("beyond the range of float64", Refused(a =>
        {
            a.Add([[1e308, 1e308, 1, 1, 1], [1e308, 1e308, 1, 1, 1]]);
            a.ToMoments();
        }), StringComparison.Ordinal);
    }

    internal static PairMoments Run(double[][] views, int dim, double[]? weights, int[]? labels, MomentPrecision precision = MomentPrecision.Float64)
    {
        using var accumulator = new MomentAccumulator(dim, views.Length, labels is null ? 0 : 4, precision);
        accumulator.Add(views, weights, labels);
        return accumulator.ToMoments();
    }

    internal static void AssertSame(PairMoments expected, PairMoments found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.Equal(expected.Mean, found.Mean);
        Assert.Equal(expected.Total.Values, found.Total.Values);
        Assert.Equal(expected.Cross.Values, found.Cross.Values);
        Assert.Equal(expected.Labels?.Counts, found.Labels?.Counts);
        Assert.Equal(expected.Labels?.Means.Values, found.Labels?.Means.Values);
    }

    private static PairMoments Run(float[][] views, int dim, double[]? weights, int[]? labels, MomentPrecision precision = MomentPrecision.Float64)
    {
        using var accumulator = new MomentAccumulator(dim, views.Length, labels is null ? 0 : 4, precision);
        accumulator.Add(views, weights, labels);
        return accumulator.ToMoments();
    }

    private static string Refused(Action<MomentAccumulator> attempt)
    {
        using var accumulator = new MomentAccumulator(5, 2, 3);
        return Assert.Throws<RequestException>(() => attempt(accumulator)).Message;
    }
}
