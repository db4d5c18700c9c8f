using Semblance.Errors;
using Semblance.Pairs.Synthetic;

namespace Semblance.Pairs.Tests.Synthetic;

public class SyntheticTests
{
    public static TheoryData<string> Names => [.. SyntheticCatalog.Known.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_family_opens_with_labels_factors_and_pairs_that_share_their_truth(string name)
    {
        using var data = Open($"synthetic:{name}:samples=200,views=3");
        Assert.Equal(600, data.Count);
        Assert.Equal(data.Factors[0].Values, data.Labels);
        Assert.Equal(data.Factors[0].Count, data.ClassNames.Count);
        var pairs = PairSources.Named("own", data);
        Assert.Equal(200, pairs.Count);
        for (var row = 0; row < 200; row++)
        {
            int[] shown = [.. Enumerable.Range(0, 3).Select(v => pairs.SampleOf(row, v, 5, 1))];
            Assert.Equal([3 * row, (3 * row) + 1, (3 * row) + 2], shown.Order());
            Assert.All(data.Factors, f => Assert.Single(shown.Select(s => f.Values[s]).Distinct()));
            Assert.All(data.Factors, f => Assert.InRange(f.Values[3 * row], 0, f.Count - 1));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Same_options_give_the_same_rows_and_the_test_part_gives_others(string name)
    {
        using var first = Open($"synthetic:{name}:samples=50");
        using var again = Open($"synthetic:{name}:samples=50");
        using var test = DataSets.Open(new DataRequest { Name = $"synthetic:{name}:samples=50", Split = Split.Test });
        float[] All(DataSet data) => [.. Enumerable.Range(0, data.Count).SelectMany(i => data.Row(i).ToArray())];
        Assert.Equal(All(first), All(again));
        Assert.NotEqual(All(first), All(test));
        Assert.True(DataSets.HasSplit(new DataRequest { Name = $"synthetic:{name}", Split = Split.Test }));
    }

    [Fact]
    public void Views_of_a_row_come_in_every_order_and_the_first_two_are_different()
    {
        using var data = Open("synthetic:grid:samples=2,views=4");
        var pairs = PairSources.Own(data);
        var orders = Enumerable.Range(0, 2000).GroupBy(e => (pairs.SampleOf(1, 0, 0, e), pairs.SampleOf(1, 1, 0, e))).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(12, orders.Count);
        Assert.All(orders.Values, n => Assert.InRange(n, 105, 228)); // five standard errors about 2000 / 12
    }

    [Fact]
    public void Hypercube_keeps_clean_signs_and_shrinks_the_others_to_between_low_and_one()
    {
        var drawn = SyntheticCatalog.Model("hypercube:dim=6,clean=2,low=0.5").Draw(4000, 2, 1);
        double smallest = 1, sum = 0;
        for (var i = 0; i < drawn.Count; i++)
        {
            for (var k = 0; k < 2; k++) Assert.Equal(drawn.Factors[k == 0 ? 0 : 2][i] == 1 ? 1 : -1, drawn.Views[0][(i * 6) + k]);
            for (var k = 2; k < 6; k++)
            {
                var (one, other) = (drawn.Views[0][(i * 6) + k], drawn.Views[1][(i * 6) + k]);
                Assert.True(one * other > 0);
                smallest = Math.Min(smallest, Math.Abs(one));
                sum += Math.Abs(one);
            }
        }

        Assert.InRange(smallest, 0.5, 0.501);
        Assert.InRange(sum / 16000, 0.744, 0.756); // uniform on (1/2, 1]: mean 3/4, standard error 0.0011
    }

    [Fact]
    public void Four_nodes_flip_with_the_probabilities_asked_for()
    {
        var drawn = SyntheticCatalog.Model("four-nodes:first=0.05,second=0.2").Draw(100_000, 2, 3);
        for (var k = 1; k <= 2; k++)
        {
            var flips = Enumerable.Range(0, drawn.Count).Count(i => drawn.Views[0][(3 * i) + k] != drawn.Views[1][(3 * i) + k]);
            Assert.Equal(k == 1 ? 0.05 : 0.2, (double)flips / drawn.Count, 2.5e-2 * (k == 1 ? 0.2 : 1));
        }
    }

    [Fact]
    public void Patch_writes_its_pattern_at_its_place_over_a_faint_background()
    {
        var drawn = SyntheticCatalog.Model("patch:dim=12,size=3,background=0.5").Draw(500, 1, 0);
        for (var i = 0; i < drawn.Count; i++)
        {
            for (var k = 0; k < 12; k++)
            {
                var value = drawn.Views[0][(i * 12) + ((drawn.Factors[1][i] + k) % 12)];
                if (k < 3) Assert.Equal((drawn.Factors[0][i] >> k & 1) == 1 ? 1 : -1, value);
                else Assert.InRange(Math.Abs(value), 0, 0.5);
            }
        }
    }

    [Fact]
    public void Manifolds_are_apart_and_no_wider_than_asked()
    {
        var drawn = SyntheticCatalog.Model("manifolds:manifolds=3,parts=4,distance=4.25,diameter=0.8,samples=100").Draw(150, 1, 0);
        for (var i = 0; i < drawn.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var distance = Math.Sqrt(Enumerable.Range(0, 8).Sum(k => Math.Pow(drawn.Views[0][(8 * i) + k] - drawn.Views[0][(8 * j) + k], 2)));
                if (drawn.Factors[0][i] == drawn.Factors[0][j]) Assert.InRange(distance, 0, 0.8);
                else Assert.InRange(distance, 4.25, double.MaxValue);
            }
        }
    }

    [Fact]
    public void Mixture_stretches_distances_by_no_more_than_its_bend()
    {
        var flat = SyntheticCatalog.Model("mixture:bend=1,noise=0").Draw(200, 1, 0);
        var bent = SyntheticCatalog.Model("mixture:bend=2,noise=0").Draw(200, 1, 0);
        for (var i = 1; i < 200; i++)
        {
            double Distance(double[] rows) => Math.Sqrt(Enumerable.Range(0, 32).Sum(k => Math.Pow(rows[(32 * i) + k] - rows[(32 * (i - 1)) + k], 2)));
            Assert.InRange(Distance(bent.Views[0]) / Distance(flat.Views[0]), 1 - 1e-12, 2 + 1e-12);
        }
    }

    [Fact]
    public void Label_chooses_the_factor()
    {
        using var data = Open("synthetic:sign-patterns:samples=20,label=parity");
        Assert.Equal(data.Factors.Single(f => f.Name == "parity").Values, data.Labels);
    }

    [Theory]
    [InlineData("synthetic:hypercub", "did you mean 'hypercube'")]
    [InlineData("synthetic:", "unknown synthetic data ''")]
    [InlineData("synthetic:grid:jiter=1", "did you mean 'jitter'")]
    [InlineData("synthetic:grid:jitter=-1", "give a number >= 0")]
    [InlineData("synthetic:grid:jitter", "write name:option=value")]
    [InlineData("synthetic:hypercube:dim=3,clean=3", "give clean below dim")]
    [InlineData("synthetic:patch:dim=3,size=3", "give size below dim")]
    [InlineData("synthetic:manifolds:manifolds=9,dim=8", "give dim of at least the manifolds")]
    [InlineData("synthetic:manifolds:jitter=1,diameter=1", "give jitter below half the diameter")]
    [InlineData("synthetic:mixture:inner=20", "give dim of at least 2 * inner")]
    [InlineData("synthetic:four-nodes:first=0.4,second=0.4", "at most 0.5")]
    [InlineData("synthetic:monomials:dim=3,clean=2,degree=4", "give degree up to dim")]
    [InlineData("synthetic:monomials:dim=64,degree=8", "too many features")]
    [InlineData("synthetic:grid:label=colour", "unknown factor")]
    [InlineData("synthetic:hypercube:dim=10000,samples=10000000", "ask for fewer samples")]
    public void Bad_requests_say_what_to_do(string name, string part) =>
        Assert.Contains(part, Assert.Throws<RequestException>(() => Open(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Own_pairs_need_stored_views()
    {
        using var data = Open("synthetic:grid:views=1,samples=10");
        Assert.Contains("without pairs", Assert.Throws<RequestException>(() => PairSources.Named("own", data)).Message, StringComparison.Ordinal);
    }

    private static DataSet Open(string name) => DataSets.Open(new DataRequest { Name = name });
}
