using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class ClusteringTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(4, 6)]
    [InlineData(6, 4)]
    [InlineData(2, 6)]
    public void The_matching_is_as_good_as_the_best_of_all(int rows, int columns)
    {
        var random = new Random(rows * 10);
        for (var trial = 0; trial < 50; trial++)
        {
            var gains = new double[rows, columns];
            for (var i = 0; i < gains.Length; i++) gains[i / columns, i % columns] = random.Next(-3, 8);
            var matching = Hungarian.Maximise(gains);
            var used = matching.Where(c => c >= 0).ToArray();
            Assert.Equal(Math.Min(rows, columns), used.Distinct().Count());
            Assert.Equal(used.Length, used.Distinct().Count());
            Assert.Equal(Best(gains, 0, 0, rows - Math.Min(rows, columns)), matching.Select((c, r) => c < 0 ? 0 : gains[r, c]).Sum(), 1e-9);
        }
    }

    [Fact]
    public void Agreement_is_scikit_learns()
    {
        var classes = Golden.Classified(Golden.Sets().Train);
        foreach (var golden in Golden.Results["agreement"]!.AsArray())
        {
            var table = new Contingency(Golden.Integers(golden!["clusters"]), classes);
            Assert.Equal((double)golden["nmi"]!, table.Nmi(), 1e-12);
            Assert.Equal((double)golden["ari"]!, table.Ari(), 1e-12);
        }
    }

    [Fact]
    public void The_names_of_clusters_do_not_matter()
    {
        int[] classes = [0, 0, 0, 1, 1, 2, 2, 2, 2], clusters = [2, 2, 1, 0, 0, 1, 1, 1, 1], renamed = [0, 0, 3, 1, 1, 3, 3, 3, 3];
        var (a, b) = (new Contingency(clusters, classes), new Contingency(renamed, classes));
        Assert.Equal(8.0 / 9, a.Accuracy(a.Matching()), 1e-12);
        Assert.Equal(a.Accuracy(a.Matching()), b.Accuracy(b.Matching()), 1e-12);
        Assert.Equal(a.Nmi(), b.Nmi(), 1e-12);
        Assert.Equal(a.Ari(), b.Ari(), 1e-12);
    }

    [Fact]
    public void Counted_rows_are_repeated_rows()
    {
        int[] classes = [0, 1, 1, 2, 0], clusters = [1, 1, 0, 2, 1], counts = [2, 0, 1, 3, 1];
        var rows = counts.SelectMany((n, r) => Enumerable.Repeat(r, n)).ToArray();
        var (counted, repeated) = (new Contingency(clusters, classes, counts), new Contingency([.. rows.Select(r => clusters[r])], [.. rows.Select(r => classes[r])]));
        Assert.Equal(repeated.Nmi(), counted.Nmi(), 1e-12);
        Assert.Equal(repeated.Ari(), counted.Ari(), 1e-12);
    }

    [Fact]
    public void K_means_reaches_the_inertia_of_scikit_learns_best_of_fifty()
    {
        using var scope = new TensorScope();
        var train = Golden.Sets().Train;
        var set = Standardiser.Fit(train).Apply(train);
        var found = KMeans.Fit(set.ToTensor(), set, Golden.Classes, 50, 0);
        var expected = (double)Golden.Results["kmeans_inertia"]!;
        Assert.Equal(expected, found.Inertia, 1e-4 * expected);
    }

    [Fact]
    public void K_means_of_fewer_different_rows_than_clusters_ends()
    {
        using var scope = new TensorScope();
        var set = new FeatureSet([.. Enumerable.Range(0, 40).Select(i => (float)(i % 4 / 2))], 20, 2);
        Assert.Equal(0, KMeans.Fit(set.ToTensor(), set, 5, 2, 0).Inertia, 1e-6);
    }

    [Theory]
    [InlineData("tied")]
    [InlineData("diag")]
    public void The_mixture_assigns_rows_as_scikit_learns_does(string kind)
    {
        using var scope = new TensorScope();
        var (train, test) = Golden.Sets();
        var standardiser = Standardiser.Fit(train);
        var golden = Golden.Results["gmm_" + kind]!;
        var mixture = GaussianMixture.Fit(standardiser.Apply(train).ToTensor(), Golden.Integers(golden["start"]), Golden.Classes, kind == "tied", 1e-7, 5000);
        Assert.Equal(Golden.Integers(golden["assigned"]), mixture.Assign(standardiser.Apply(test).ToTensor()));
    }

    private static double Best(double[,] gains, int row, int used, int skips)
    {
        if (row == gains.GetLength(0)) return 0;
        var best = skips > 0 ? Best(gains, row + 1, used, skips - 1) : double.NegativeInfinity;
        for (var c = 0; c < gains.GetLength(1); c++)
        {
            if ((used & (1 << c)) == 0) best = Math.Max(best, gains[row, c] + Best(gains, row + 1, used | (1 << c), skips));
        }

        return best;
    }
}
