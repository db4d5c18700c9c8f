using Semblance.Errors;

namespace Semblance.Pairs.Tests.Sources;

public class PairSourceTests
{
    private static readonly SampleShape Shape = new(1, 4, 4);

    [Fact]
    public void Augmentation_shows_one_sample_in_every_view()
    {
        using var data = Pictures.Random(Shape, 9);
        var pairs = PairSources.Named("augmentation", data);
        Assert.Equal(9, pairs.Count);
        Assert.Equal([5, 5, 5], Enumerable.Range(0, 3).Select(v => pairs.SampleOf(5, v, 1, 2)));
    }

    [Fact]
    public void Same_label_pairs_a_sample_with_each_other_of_its_class_equally_often()
    {
        using var data = Pictures.Random(Shape, 12);
        var pairs = PairSources.Named("same-label", data);
        Assert.Equal(4, pairs.SampleOf(4, 0, 1, 0));
        var partners = Enumerable.Range(0, 3000).GroupBy(e => pairs.SampleOf(4, 1, 1, e)).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal([1, 7, 10], partners.Keys.Order());
        Assert.All(partners.Values, n => Assert.InRange(n, 870, 1130)); // five standard errors about 1000
        Assert.Equal(pairs.SampleOf(4, 1, 1, 8), pairs.SampleOf(4, 1, 1, 8));
    }

    [Fact]
    public void A_class_of_one_pairs_with_itself()
    {
        using var data = Pictures.Random(Shape, 3, classes: 3);
        Assert.Equal(2, PairSources.SameLabel(data).SampleOf(2, 1, 0, 0));
    }

    [Fact]
    public void Same_label_without_labels_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var data = DataSets.Open(new DataRequest { Name = "csv:" + folder.File("x.csv", "a,b\n1,2\n") });
        var error = Assert.Throws<RequestException>(() => PairSources.SameLabel(data));
        Assert.StartsWith("same-label pairs need labels, and 'csv:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,3\n1,2\n")]
    [InlineData("first,second\n0,3\n1,2\n")]
    [InlineData("first,second,weight\n0, 3, 2\n1, 2, 2\n")]
    public void A_list_gives_its_pairs_in_either_order(string csv)
    {
        using var data = Pictures.Random(Shape, 4);
        using var folder = new TemporaryFolder();
        var pairs = PairSources.Named("list:" + folder.File("p.csv", csv), data);
        Assert.Equal(2, pairs.Count);
        var seen = Enumerable.Range(0, 100).Select(e => (pairs.SampleOf(0, 0, 1, e), pairs.SampleOf(0, 1, 1, e))).Distinct().Order();
        Assert.Equal([(0, 3), (3, 0)], seen);
        Assert.Equal(pairs.SampleOf(1, 0, 1, 0), pairs.SampleOf(1, 2, 1, 0));
    }

    [Fact]
    public void Weights_decide_how_often_a_pair_is_drawn()
    {
        using var data = Pictures.Random(Shape, 4);
        using var folder = new TemporaryFolder();
        var pairs = PairSources.PairList(folder.File("p.csv", "0,1,3\n2,3,1\n"), data);
        var first = Enumerable.Range(0, 4000).Count(e => pairs.SampleOf(1, 0, 1, e) < 2);
        Assert.InRange(first, 2863, 3137); // five standard errors about 3000
    }

    [Theory]
    [InlineData("0,4\n", "line 1: '4' where a sample number belongs - give 0 to 3: numbers start at 0")]
    [InlineData("0,1\n-1,2\n", "line 2: '-1' where a sample number belongs")]
    [InlineData("0,1,0\n", "line 1: weight '0' - give a number above 0")]
    [InlineData("0\n", "line 1: 1 columns")]
    [InlineData("a,b\n", "is empty - no pairs")]
    public void A_bad_list_is_refused(string csv, string text)
    {
        using var data = Pictures.Random(Shape, 4);
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RequestException>(() => PairSources.PairList(folder.File("p.csv", csv), data));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_source_and_a_missing_list_are_refused()
    {
        using var data = Pictures.Random(Shape, 4);
        Assert.Contains("did you mean 'same-label'?", Assert.Throws<RequestException>(() => PairSources.Named("samelabel", data)).Message, StringComparison.Ordinal);
        Assert.StartsWith("no pair list 'no.csv'", Assert.Throws<RequestException>(() => PairSources.Named("list:no.csv", data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_says_which_samples_its_views_show()
    {
        using var data = Pictures.Random(Shape, 12);
        using var loader = new ViewLoader(data, ViewPlan.Named("none", data, null), PairSources.SameLabel(data), new LoaderOptions { Batch = 12 });
        using var batch = loader.Epoch(0).Single();
        Assert.Equal(batch.Indices, batch.IndicesOf(0));
        for (var row = 0; row < 12; row++)
        {
            Assert.NotEqual(batch.Indices[row], batch.IndicesOf(1)[row]);
            Assert.Equal(batch.Labels[row], batch.IndicesOf(1)[row] % 3);
        }
    }
}
