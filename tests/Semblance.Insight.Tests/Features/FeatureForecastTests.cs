using Semblance.Errors;
using Semblance.Insight.Features;
using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Pairs;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Features;

public sealed class FeatureForecastTests
{
    private const int Rows = 4000;

    /// <summary>Four +-1 features with noise of known preserved fractions beside a constant: .95, .9, .8 and a class of 2/3.</summary>
    private static (FeatureMoments Moments, Matrix Samples, SampleFactor[] Attributes) Planted(double classNoise = 0.5)
    {
        double[] noise = [.. new[] { 0.95, 0.9, 0.8 }.Select(r => (1 / r) - 1), classNoise];
        using var rng = new Rng(5);
        using var scope = new TensorScope();
        var signs = Tensor.RandomUniform(rng, [Rows, 4], ElementType.Float64).ToArray<double>();
        var values = Enumerable.Range(0, 4).Select(f => Enumerable.Range(0, Rows).Select(i => signs[(i * 4) + f] < 0.5 ? 0 : 1).ToArray()).ToArray();
        double[] View()
        {
            var draws = Tensor.RandomNormal(rng, [Rows, 4], ElementType.Float64).ToArray<double>();
            return [.. Enumerable.Range(0, Rows * 4).Select(k => (2 * values[k % 4][k / 4]) - 1 + (Math.Sqrt(noise[k % 4]) * draws[k]))];
        }

        double[][] views = [View(), View(), View(), View()];
        var moments = FeatureMoments.Of(PairMomentsOf.Views(views, 4, labels: values[3]), new FeatureMomentOptions { AppendsConstant = true });
        var samples = new Matrix(Rows, 5, [.. Enumerable.Range(0, Rows * 5).Select(k => k % 5 == 4 ? 1 : (2.0 * values[k % 5][k / 5]) - 1)]);
        string[] names = ["a", "b", "c", "class"];
        return (moments, samples, [.. names.Select((n, f) => new SampleFactor(n, values[f], 2))]);
    }

    private static FeatureForecast Forecast(int dim, double weight, double classNoise = 0.5)
    {
        var (moments, samples, attributes) = Planted(classNoise);
        return FeatureForecaster.Of(moments, samples, attributes, new FeatureForecastOptions { Dim = dim, Weight = weight, Ridge = 0 }, "class");
    }

    [Fact]
    public void Preserved_fractions_are_the_planted_ones_and_give_the_order()
    {
        var forecast = Forecast(5, 0);
        Assert.Equal(["a", "b", "c", "class"], forecast.Attributes.Select(a => a.Name));
        Assert.Equal(0.95, forecast.Of("a")!.Preserved, 0.02);
        Assert.Equal(0.90, forecast.Of("b")!.Preserved, 0.02);
        Assert.Equal(0.80, forecast.Of("c")!.Preserved, 0.02);
        Assert.Equal(2.0 / 3, forecast.Of("class")!.Preserved, 0.02);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 4)]
    public void As_many_attributes_survive_as_fit_beside_the_constant(int dim, int survivors) =>
        Assert.Equal(survivors, Forecast(dim, 0).Attributes.Count(a => a.Survives == true));

    [Fact]
    public void Smallest_sizes_count_the_constant() => Assert.Equal([2, 3, 4, 5], Forecast(5, 0).Attributes.Select(a => a.SmallestDim ?? 0));

    [Fact]
    public void The_critical_weight_is_that_of_the_preserved_fractions()
    {
        // The last place beside constant and class: with dim 3 the class competes with b, with dim 4 with c.
        Assert.Equal(1 - (2.0 / 3 / 0.90), Forecast(3, 0).CriticalWeight!.Value, 0.03);
        Assert.Equal(1 - (2.0 / 3 / 0.80), Forecast(4, 0).CriticalWeight!.Value, 0.03);
        Assert.Null(Forecast(5, 0).CriticalWeight);
    }

    [Fact]
    public void Labels_alone_keep_the_class_and_nothing_else_at_any_size()
    {
        var forecast = Forecast(5, 1);
        Assert.True(forecast.Of("class")!.Survives);
        Assert.Equal(2, forecast.Learnt);
        foreach (var name in new[] { "a", "b", "c" })
        {
            Assert.False(forecast.Of(name)!.Survives);
            Assert.Null(forecast.Of(name)!.SmallestDim);
        }
    }

    [Fact]
    public void A_joint_loss_above_the_critical_weight_brings_the_class_in()
    {
        Assert.False(Forecast(3, 0.2).Of("class")!.Survives);
        Assert.True(Forecast(3, 0.4).Of("class")!.Survives);
    }

    [Fact]
    public void An_attribute_that_inputs_do_not_show_has_no_forecast()
    {
        var (moments, samples, attributes) = Planted();
        using var rng = new Rng(9);
        using var scope = new TensorScope();
        var noise = Tensor.RandomUniform(rng, [Rows], ElementType.Float64).ToArray<double>();
        var hidden = new SampleFactor("hidden", [.. noise.Select(u => u < 0.5 ? 0 : 1)], 2);
        var forecast = FeatureForecaster.Of(moments, samples, [.. attributes, hidden], new FeatureForecastOptions { Dim = 3 });
        Assert.Null(forecast.Of("hidden")!.Share);
        Assert.Null(forecast.Of("hidden")!.Survives);
        Assert.Null(forecast.CriticalWeight);
    }

    [Fact]
    public void Bits_on_data_dominate_a_small_embedding_and_flips_end_that()
    {
        FeatureForecast Of(string design, int dim)
        {
            using var data = DataSets.Open(new DataRequest { Name = $"synthetic:features:samples=2000,views=1,dim=12,sigma=1.5,irrelevant=1{design}" });
            return FeatureForecaster.Of(data, ViewPlan.FromYaml("input: [" + data.Shape.Channels + ", 1, 1]\nviews:\n  - noise: {sigma: 0.4}\n"), PairSources.Augmentation(data), new FeatureForecastOptions { Dim = dim, Samples = 2000 });
        }

        var shared = Of("+bits:count=6", 7);
        Assert.Equal(1, shared.Of("bit-0")!.Preserved, 0.15);
        Assert.False(shared.Of("class")!.Survives);
        var flipped = Of("+bits:count=6,flip=0.4", 7);
        Assert.True(flipped.Of("bit-0")!.Preserved < 0.2);
        Assert.True(flipped.Of("class")!.Survives);
    }

    [Fact]
    public void Wrong_requests_are_refused()
    {
        var (moments, samples, attributes) = Planted();
        var options = new FeatureForecastOptions();
        Assert.Contains("needs attributes", Refused(() => FeatureForecaster.Of(moments, samples, [], options)), StringComparison.Ordinal);
        Assert.Contains("do not fit the moments", Refused(() => FeatureForecaster.Of(moments, new Matrix(3, 2), attributes, options)), StringComparison.Ordinal);
        Assert.Contains("does not fit the samples", Refused(() => FeatureForecaster.Of(moments, samples, [new SampleFactor("x", [0, 1], 2)], options)), StringComparison.Ordinal);
        Assert.Contains("'dim'", Refused(() => FeatureForecaster.Of(moments, samples, attributes, options with { Dim = 0 })), StringComparison.Ordinal);
        Assert.Contains("needs labels", Refused(() => FeatureForecaster.Of(moments with { Classes = null }, samples, attributes, options with { Weight = 0.5 })), StringComparison.Ordinal);
    }

    private static string Refused(Func<FeatureForecast> action) => Assert.Throws<RequestException>(action).Message;
}
