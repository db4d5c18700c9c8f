using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;

namespace Semblance.Pairs.Tests.Moments;

public sealed class PairMomentsOfTests
{
    private const int Dim = 7;

    [Fact]
    public void Labels_give_the_between_class_and_the_total_scatter()
    {
        var x = Loops.Views(1, 400, Dim, 30, 50)[0];
        int[] labels = [.. Enumerable.Range(0, 400).Select(i => i % 10 == 0 ? 2 : i % 3 == 0 ? 1 : 0)];
        for (var i = 0; i < x.Length; i++) x[i] = (float)(x[i] + (labels[i / Dim] * (i % Dim)));
        var moments = PairMomentsOf.Labels(x, Dim, labels);
        var expected = Loops.Moments([x, x], Dim, null, labels, 3);
        var between = new Matrix(Dim, Dim);
        for (var k = 0; k < 3; k++)
        {
            var mean = Enumerable.Range(0, Dim).Select(c => expected.Labels!.Means[k, c]).ToArray();
            Loops.AddProduct(between, mean, mean, new double[Dim], expected.Labels!.Counts[k] / 400);
        }

        var scatter = new PairMoments { Dim = Dim, Views = 2, Count = 400, Mean = expected.Mean, Total = expected.Total, Cross = between, Labels = expected.Labels };
        Assert.InRange(Loops.Difference(scatter, moments), 0, 1e-13);
        Assert.InRange(Loops.Difference(scatter, PairMomentsOf.Labels(Loops.Single([x])[0], Dim, labels)), 0, 1e-13);
        Assert.InRange(Loops.Difference(scatter, PairMomentsOf.Labels(Loops.Single([x])[0], Dim, labels, MomentPrecision.Float32)), 0, 1e-6);
    }

    [Fact]
    public void Labels_equal_a_loop_over_all_pairs_of_a_class_and_leave_out_unlabelled_samples()
    {
        var x = Loops.Views(1, 90, Dim, 31, 3)[0];
        var labels = Loops.Labels(90, 4, 32);
        var known = labels.Count(l => l >= 0);
        var weights = new double[90, 90];
        for (var i = 0; i < 90; i++)
        {
            for (var j = 0; j < 90; j++) weights[i, j] = labels[i] >= 0 && labels[i] == labels[j] ? 1.0 / labels.Count(l => l == labels[i]) : 0;
        }

        var found = PairMomentsOf.Labels(x, Dim, labels);
        Assert.Equal(known, found.Count);
        AssertPairs(x, weights, found, 1e-13);
    }

    [Fact]
    public void A_pair_list_equals_a_loop_over_its_pairs_in_both_directions()
    {
        const int n = 60;
        var x = Loops.Views(1, n, Dim, 33, 20)[0];
        var random = new Random(34);
        (int First, int Second)[] pairs = [.. Enumerable.Range(0, 150).Select(_ => (random.Next(n - 5), random.Next(n - 5)))];
        pairs[7] = pairs[3];
        pairs[8] = (4, 4);
        double[] strengths = [.. pairs.Select(_ => 0.1 + random.NextDouble())];
        var weights = new double[n, n];
        for (var k = 0; k < pairs.Length; k++)
        {
            var (i, j) = pairs[k];
            weights[i, j] += strengths[k];
            if (i != j) weights[j, i] += strengths[k];
        }

        var relation = Relation.FromPairs(n, pairs, strengths);
        AssertPairs(x, weights, RelationMoments.Of(new Matrix(n, Dim, x), relation), 1e-13);
    }

    [Fact]
    public void A_relation_of_labels_equals_labels_alone()
    {
        var x = Loops.Views(1, 5000, Dim, 35, 3)[0];
        int[] labels = [.. Enumerable.Range(0, 5000).Select(i => i * i % 7 % 3)];
        var found = RelationMoments.Of(new Matrix(5000, Dim, x), Relation.FromLabels(labels), labels);
        var expected = PairMomentsOf.Labels(x, Dim, labels);
        for (var i = 0; i < Dim * Dim; i++)
        {
            Assert.Equal(expected.Total.Values[i], found.Total.Values[i], 1e-12);
            Assert.Equal(expected.Cross.Values[i], found.Cross.Values[i], 1e-12);
        }

        for (var i = 0; i < 3 * Dim; i++) Assert.Equal(expected.Labels!.Means.Values[i], found.Labels!.Means.Values[i], 1e-12);
    }

    [Fact]
    public void Pairs_of_two_equal_views_as_a_graph_equal_the_views()
    {
        const int n = 40;
        var x = Loops.Views(2, n, Dim, 36, 5);
        var found = RelationMoments.Of(new Matrix(2 * n, Dim, [.. x[0], .. x[1]]), Relation.FromPairs(2 * n, [.. Enumerable.Range(0, n).Select(i => (i, i + n))]));
        Assert.InRange(Loops.Difference(Loops.Moments(x, Dim), found), 0, 1e-13);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void A_data_set_gives_the_moments_of_the_views_that_its_loader_makes(int views, int epochs)
    {
        using var data = new RowData(Loops.Single(Loops.Views(1, 700, Dim, 37, 5))[0], Dim, Loops.Labels(700, 4, 38));
        var plan = Noisy(data);
        var options = new MomentOptions { Views = views, Epochs = epochs, FirstEpoch = 3, Seed = 9, Workers = 2 };
        var seen = 0L;
        var moments = PairMomentsOf.Data(data, plan, PairSources.Augmentation(data), options, (done, all) =>
        {
            Assert.Equal(700L * epochs, all);
            Assert.InRange(done, seen + 1, all);
            seen = done;
        });
        Assert.Equal(700L * epochs, seen);
        using var accumulator = new MomentAccumulator(Dim, views, 4);
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = 100, Views = views, Seed = 9, Shuffle = false });
        for (var epoch = 3; epoch < 3 + epochs; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                using (batch) accumulator.Add([.. Enumerable.Range(0, views).Select(v => batch.View(v).ToArray())], labels: Array.ConvertAll(batch.Labels, l => (int)l));
            }
        }

        MomentAccumulatorTests.AssertSame(accumulator.ToMoments(), moments);
    }

    [Fact]
    public void Epochs_taken_one_by_one_and_merged_equal_one_pass_over_all()
    {
        using var data = new RowData(Loops.Single(Loops.Views(1, 300, Dim, 39, 5))[0], Dim, null);
        var plan = Noisy(data);
        var pairs = PairSources.Augmentation(data);
        var all = PairMomentsOf.Data(data, plan, pairs, new MomentOptions { Epochs = 2 });
        var first = PairMomentsOf.Data(data, plan, pairs, new MomentOptions());
        var second = PairMomentsOf.Data(data, plan, pairs, new MomentOptions { FirstEpoch = 1 });
        Assert.InRange(Loops.Difference(all, PairMoments.Merge(first, second)), 0, 1e-14);
        Assert.NotEqual(first.Total.Values, second.Total.Values);
    }

    [Fact]
    public void Work_on_a_data_set_can_be_cancelled()
    {
        using var data = new RowData(new float[3000 * Dim], Dim, null);
        using var source = new CancellationTokenSource();
        var calls = 0;
        Assert.Throws<OperationCanceledException>(() => PairMomentsOf.Data(data, Noisy(data), PairSources.Augmentation(data), new MomentOptions(), (_, _) =>
        {
            calls++;
            source.Cancel();
        }, source.Token));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Bad_requests_say_what_was_seen()
    {
        var x = new double[10 * Dim];
        Assert.Contains("got 1", Assert.Throws<RequestException>(() => PairMomentsOf.Views([x], Dim)).Message, StringComparison.Ordinal);
        Assert.Contains("none of 10 samples has one", Assert.Throws<RequestException>(() => PairMomentsOf.Labels(x, Dim, [.. Enumerable.Repeat(-1, 10)])).Message, StringComparison.Ordinal);
        Assert.Contains("3 labels for 10 rows", Assert.Throws<RequestException>(() => PairMomentsOf.Labels(x, Dim, [0, 1, 1])).Message, StringComparison.Ordinal);
        using var data = new RowData(new float[10 * Dim], Dim, null);
        Assert.Contains("epochs", Assert.Throws<RequestException>(() => PairMomentsOf.Data(data, Noisy(data), PairSources.Augmentation(data), new MomentOptions { Epochs = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("views", Assert.Throws<RequestException>(() => PairMomentsOf.Data(data, Noisy(data), PairSources.Augmentation(data), new MomentOptions { Views = 1 })).Message, StringComparison.Ordinal);
    }

    /// <summary>Marginals are the degrees as shares; then every ordered pair with its weight.</summary>
    private static void AssertPairs(double[] x, double[,] weights, PairMoments found, double tolerance)
    {
        var n = weights.GetLength(0);
        var sum = weights.Cast<double>().Sum();
        var mean = new double[Dim];
        var (total, cross) = (new Matrix(Dim, Dim), new Matrix(Dim, Dim));
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var c = 0; c < Dim; c++) mean[c] += weights[i, j] / sum * x[(i * Dim) + c];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                Loops.AddProduct(total, x.AsSpan(i * Dim, Dim), x.AsSpan(i * Dim, Dim), mean, weights[i, j] / sum);
                Loops.AddProduct(cross, x.AsSpan(i * Dim, Dim), x.AsSpan(j * Dim, Dim), mean, weights[i, j] / sum);
            }
        }

        var expected = new PairMoments { Dim = Dim, Views = 2, Count = found.Count, Mean = mean, Total = total, Cross = cross, Labels = found.Labels };
        Assert.InRange(Loops.Difference(expected, found), 0, tolerance);
    }

    private static ViewPlan Noisy(DataSet data) => ViewPlan.Named("vector", data, null);
}
