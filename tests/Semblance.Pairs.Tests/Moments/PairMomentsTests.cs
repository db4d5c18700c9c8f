using Semblance.Errors;
using Semblance.Files;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Pairs.Tests.Moments;

public sealed class PairMomentsTests
{
    // The bound the specification of shards sets, for numbers of the size of the features' variance and of their mean (10).
    private const double Merging = 1e-14;
    private const int Dim = 12;

    [Fact]
    public void Seven_shards_in_any_order_equal_one_pass()
    {
        var (x, weights, labels) = Sample();
        var whole = MomentAccumulatorTests.Run(x, Dim, weights, labels);
        var shards = Shards(x, weights, labels);
        Assert.InRange(Loops.Difference(whole, shards.Aggregate(PairMoments.Merge)), 0, Merging);
        Assert.InRange(Loops.Difference(whole, shards.Reverse().Aggregate(PairMoments.Merge)), 0, Merging);
        var tree = PairMoments.Merge(
            PairMoments.Merge(PairMoments.Merge(shards[3], shards[6]), PairMoments.Merge(shards[0], shards[5])),
            PairMoments.Merge(shards[2], PairMoments.Merge(shards[4], shards[1])));
        Assert.InRange(Loops.Difference(whole, tree), 0, Merging);
        Assert.InRange(Loops.Difference(Loops.Moments(x, Dim, weights, labels, 4), tree), 0, 1e-13);
    }

    [Fact]
    public void Merging_gives_the_same_bits_whichever_part_comes_first()
    {
        var (x, weights, labels) = Sample();
        var shards = Shards(x, weights, labels);
        MomentAccumulatorTests.AssertSame(PairMoments.Merge(shards[1], shards[2]), PairMoments.Merge(shards[2], shards[1]));
    }

    [Fact]
    public void A_part_without_labels_counts_as_unlabelled()
    {
        var (x, _, labels) = Sample();
        double[][] first = [x[0][..(500 * Dim)], x[1][..(500 * Dim)]], second = [x[0][(500 * Dim)..], x[1][(500 * Dim)..]];
        var merged = PairMoments.Merge(PairMomentsOf.Views(first, Dim, labels: labels[..500]), PairMomentsOf.Views(second, Dim));
        int[] known = [.. labels[..500], .. Enumerable.Repeat(-1, labels.Length - 500)];
        Assert.InRange(Loops.Difference(Loops.Moments(x, Dim, null, known, 4), merged), 0, 1e-13);
    }

    [Fact]
    public void Moments_of_another_kind_are_not_merged()
    {
        var (x, _, _) = Sample();
        var two = PairMomentsOf.Views(x, Dim);
        Assert.Contains("12 features and 2 views, the other 12 and 3", Assert.Throws<RequestException>(() => PairMoments.Merge(two, PairMomentsOf.Views([x[0], x[1], x[0]], Dim))).Message, StringComparison.Ordinal);
        Assert.Contains("the other 6 and 2", Assert.Throws<RequestException>(() => PairMoments.Merge(two, PairMomentsOf.Views(x, 6))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_moments_are_those_about_the_origin()
    {
        var (x, _, _) = Sample();
        var moments = PairMomentsOf.Views(x, Dim);
        var (second, cross) = (moments.SecondMoment(), moments.CrossSecondMoment());
        var rows = x[0].Length / Dim;
        for (var i = 0; i < Dim; i++)
        {
            for (var j = 0; j < Dim; j++)
            {
                double a = 0, b = 0;
                for (var row = 0; row < rows; row++)
                {
                    var (p, q) = ((row * Dim) + i, (row * Dim) + j);
                    a += ((x[0][p] * x[0][q]) + (x[1][p] * x[1][q])) / (2 * rows);
                    b += ((x[0][p] * x[1][q]) + (x[1][p] * x[0][q])) / (2 * rows);
                }

                Assert.Equal(a, second[i, j], 1e-13 * 100);
                Assert.Equal(b, cross[i, j], 1e-13 * 100);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_gives_the_same_bits_back(bool isLabelled)
    {
        using var folder = new Semblance.Testing.TemporaryFolder();
        var (x, weights, labels) = Sample();
        var moments = MomentAccumulatorTests.Run(x, Dim, weights, isLabelled ? labels : null);
        moments.Save(folder.File("m.safetensors"));
        var loaded = PairMoments.Load(folder.File("m.safetensors"));
        Assert.Equal((moments.Dim, moments.Views), (loaded.Dim, loaded.Views));
        MomentAccumulatorTests.AssertSame(moments, loaded);
    }

    [Fact]
    public void Saved_moments_go_on_with_new_data()
    {
        using var folder = new Semblance.Testing.TemporaryFolder();
        var (x, weights, labels) = Sample();
        var shards = Shards(x, weights, labels);
        var file = folder.File("m.safetensors");
        shards[0].Save(file);
        foreach (var shard in shards[1..]) PairMoments.Merge(PairMoments.Load(file), shard).Save(file);
        Assert.InRange(Loops.Difference(MomentAccumulatorTests.Run(x, Dim, weights, labels), PairMoments.Load(file)), 0, Merging);
    }

    [Fact]
    public void Other_and_damaged_files_are_refused()
    {
        using var folder = new Semblance.Testing.TemporaryFolder();
        var file = folder.File("m.safetensors");
        PairMomentsOf.Views(Sample().Views, Dim).Save(file);
        var bytes = File.ReadAllBytes(file);
        Assert.Contains("no such file", Refused(folder.File("none.safetensors")), StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("short"), bytes[..^100]);
        Assert.Contains("not a complete safetensors file", Refused(folder.File("short")), StringComparison.Ordinal);
        File.WriteAllText(folder.File("text"), "mean,total\n1,2\n");
        Assert.Contains("not a complete safetensors file", Refused(folder.File("text")), StringComparison.Ordinal);
        using (var other = Tensor.Zeros([3])) Safetensors.Write(folder.File("other"), [new("mean", other)]);
        Assert.Contains("its format is 'unnamed'", Refused(folder.File("other")), StringComparison.Ordinal);
        Assert.Contains("holds numbers that are not finite", Altered("total", t => t[3] = double.NaN), StringComparison.Ordinal);
        Assert.Contains("'cross' is not symmetric in row 0, column 2", Altered("cross", t => t[2] += 1), StringComparison.Ordinal);
        Assert.Contains("its count is -5", Altered("count", t => t[0] = -5), StringComparison.Ordinal);
        Assert.Contains("it has no tensor 'mean'", Altered("mean", null), StringComparison.Ordinal);

        string Altered(string name, Action<double[]>? change)
        {
            using var scope = new TensorScope();
            using var read = Safetensors.Read(file);
            var values = read.Tensors[name].ToArray<double>();
            change?.Invoke(values);
            var tensors = read.Tensors.Where(t => change is not null || t.Key != name)
                .Select(t => t.Key == name ? new(name, Tensor.From(values, t.Value.Shape)) : t).ToList();
            Safetensors.Write(folder.File("altered"), tensors, read.Metadata);
            return Refused(folder.File("altered"));
        }
    }

    private static string Refused(string path) => Assert.Throws<RequestException>(() => PairMoments.Load(path)).Message;

    private static (double[][] Views, double[] Weights, int[] Labels) Sample() =>
        (Loops.Views(2, 2000, Dim, 20, 10), Loops.Weights(2000, 21), Loops.Labels(2000, 4, 22));

    /// <summary>Seven parts of unequal size.</summary>
    private static PairMoments[] Shards(double[][] x, double[] weights, int[] labels)
    {
        int[] cuts = [0, 10, 299, 300, 305, 1100, 1600, 2000];
        return [.. Enumerable.Range(0, 7).Select(k =>
            MomentAccumulatorTests.Run(Array.ConvertAll(x, v => v[(cuts[k] * Dim)..(cuts[k + 1] * Dim)]), Dim, weights[cuts[k]..cuts[k + 1]], labels[cuts[k]..cuts[k + 1]]))];
    }
}
