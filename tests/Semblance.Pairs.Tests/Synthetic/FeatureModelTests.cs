using Semblance.Errors;
using Semblance.Pairs.Synthetic;

namespace Semblance.Pairs.Tests.Synthetic;

public sealed class FeatureModelTests
{
    private static SyntheticModel Model(string options) => SyntheticCatalog.Model($"features:{options}");

    [Fact]
    public void Views_without_noise_are_what_the_factors_say()
    {
        var model = Model("dim=8,class=0.6,subclass=1.2,irrelevant=1x0.5,mean=0.25,sigma=0");
        var drawn = model.Draw(32, 2, 1);
        for (var i = 0; i < 32; i++)
        {
            var expected = new double[9];
            int Sign(int factor) => (2 * drawn.Factors[factor][i]) - 1;
            expected[0] = 1;
            expected[1] = 0.6 * Sign(0);
            expected[2] = (1.2 * Sign(1)) + 0.25;
            expected[3 + drawn.Factors[2][i]] = Sign(3) * (drawn.Factors[2][i] == 0 ? 1 : 0.5);
            for (var v = 0; v < 2; v++) Assert.Equal(expected, drawn.Views[v].AsSpan(i * 9, 9).ToArray());
        }
    }

    [Fact]
    public void Samples_are_balanced_over_every_combination()
    {
        var drawn = Model("dim=8,irrelevant=1(3)").Draw(48, 1, 0);
        var groups = Enumerable.Range(0, 48).GroupBy(i => (drawn.Factors[0][i], drawn.Factors[1][i], drawn.Factors[2][i], drawn.Factors[3][i])).ToList();
        Assert.Equal(24, groups.Count);
        Assert.All(groups, g => Assert.Equal(2, g.Count()));
    }

    [Theory]
    [InlineData("basis")]
    [InlineData("distinct")]
    public void Noise_along_axes_is_one_axis_a_view(string noise)
    {
        var clean = Model("dim=120,irrelevant=1,sigma=0").Draw(20, 3, 5);
        var drawn = Model($"dim=120,irrelevant=1,sigma=0.7,noise={noise}").Draw(20, 3, 5);
        var axes = new List<int>();
        for (var v = 0; v < 3; v++)
        {
            for (var i = 0; i < 20; i++)
            {
                int[] moved = [.. Enumerable.Range(0, 121).Where(k => Math.Abs(drawn.Views[v][(i * 121) + k] - clean.Views[v][(i * 121) + k]) > 1e-12)];
                axes.Add(Assert.Single(moved));
                Assert.Equal(0.7, drawn.Views[v][(i * 121) + moved[0]] - clean.Views[v][(i * 121) + moved[0]], 1e-12);
            }
        }

        if (noise == "distinct") Assert.Equal(60, axes.Distinct().Count());
        if (noise == "distinct") Assert.All(axes, a => Assert.True(a > 3));
        else Assert.True(axes.Distinct().Count() < 60);
    }

    [Fact]
    public void Gaussian_noise_has_the_length_that_is_asked_for()
    {
        var clean = Model("dim=50,sigma=0").Draw(2000, 1, 2);
        var drawn = Model("dim=50,sigma=1.5").Draw(2000, 1, 2);
        Assert.Equal(2.25, drawn.Views[0].Zip(clean.Views[0], (a, b) => (a - b) * (a - b)).Sum() / 2000, 0.03);
    }

    [Fact]
    public void Jitter_moves_class_and_subclass_of_each_view_and_nothing_else()
    {
        var clean = Model("dim=6,sigma=0").Draw(3000, 2, 4);
        var drawn = Model("dim=6,sigma=0,class-jitter=0.1,subclass-jitter=0.2").Draw(3000, 2, 4);
        double Variance(int axis) => Enumerable.Range(0, 3000).Average(i => Math.Pow(drawn.Views[0][(i * 7) + axis] - clean.Views[0][(i * 7) + axis], 2));
        Assert.Equal(0.01, Variance(1), 0.001);
        Assert.Equal(0.04, Variance(2), 0.003);
        Assert.Equal(0, Variance(0) + Variance(3) + Variance(4) + Variance(5));
        Assert.NotEqual(drawn.Views[0][1], drawn.Views[1][1]);
    }

    [Fact]
    public void Unique_features_are_one_for_each_sample()
    {
        var drawn = Model("dim=40,irrelevant=1(32),unique=true,noise=plane,rank=2").Draw(32, 2, 0);
        Assert.Equal(Enumerable.Range(0, 32), drawn.Factors[2]);
        Assert.Equal(8, Enumerable.Range(0, 32).Count(i => drawn.Factors[0][i] == 0 && drawn.Factors[1][i] == 0));
    }

    [Fact]
    public void It_is_a_data_set_with_known_truth_and_pairs()
    {
        using var data = DataSets.Open(new DataRequest { Name = "synthetic:features:samples=64,dim=12" });
        Assert.Equal(128, data.Count);
        Assert.Equal(["class", "subclass", "irrelevant", "sign"], data.Factors.Select(f => f.Name));
        Assert.Equal(data.Factors[0].Values, data.Labels);
        Assert.NotNull(data.OwnPairs);
    }

    [Theory]
    [InlineData("dim=3,irrelevant=1x1", "more features than axes")]
    [InlineData("irrelevant=1xa", "option 'irrelevant'")]
    [InlineData("irrelevant=1(0)", "option 'irrelevant'")]
    [InlineData("irrelevant=1(2", "option 'irrelevant'")]
    [InlineData("noise=white", "option 'noise'")]
    public void Wrong_requests_are_refused(string options, string message) =>
        Assert.Contains(message, Assert.Throws<RequestException>(() => Model(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Distinct_noise_without_enough_axes_is_refused() =>
        Assert.Contains("an axis for every view", Assert.Throws<RequestException>(() => Model("dim=20,noise=distinct").Draw(16, 2, 0)).Message, StringComparison.Ordinal);
}
