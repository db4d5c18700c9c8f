using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Generative;
using Semblance.Objectives.SimVae;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.SimVae;

public sealed class ClosedFormTests
{
    private static readonly LinearModel Model = new() { Within = 0.15, Between = 0.925, Noise = 0.1 };

    [Theory]
    [InlineData(3.5, 0.355, 1.7)]
    [InlineData(3, 0.2, 1.2069)]
    [InlineData(0.08, 0.08, 0)]
    public void Golden_loadings(double content, double style, double expected) =>
        Assert.Equal(expected, LinearSimVae.Solve(content, style, Model).Loading, 5e-5);

    [Fact]
    public void The_loading_is_the_best_of_a_fine_search_and_the_rule_never_fails()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 400; trial++)
        {
            var model = new LinearModel { Views = random.Next(2, 7), Within = Math.Exp((4 * random.NextDouble()) - 3), Between = Math.Exp((4 * random.NextDouble()) - 3), Noise = Math.Exp((3 * random.NextDouble()) - 3) };
            var (content, style) = (Math.Exp((6 * random.NextDouble()) - 4), Math.Exp((6 * random.NextDouble()) - 4));
            var found = LinearSimVae.Solve(content, style, model);
            var best = Enumerable.Range(0, 4001).Select(k => k == 0 ? 0 : Math.Exp(-12 + (k * 0.006))).Min(l => LinearSimVae.Loss(l, content, style, model));
            Assert.InRange(LinearSimVae.Loss(found.Loading, content, style, model), double.NegativeInfinity, best + 1e-12);
            if (found.IsCertain) Assert.True(found.Loading > 0);
        }
    }

    [Fact]
    public void A_pure_style_direction_is_always_kept_and_has_no_correlation()
    {
        var direction = LinearSimVae.Solve(Model.Noise, 1.2, Model);
        Assert.True(direction.IsCertain && direction.Loading > 0);
    }

    [Fact]
    public void Axes_and_loadings_of_a_model_are_found_again_from_its_moments()
    {
        double[] loadings = [1.7, 0.6, 0.9];
        double a = 2, b = 0.15, s = 0.1;
        double[] content = [.. loadings.Select(l => (a * l) + s), s], style = [.. loadings.Select(l => (b * l) + s), s];
        double[] total = [.. content.Zip(style, (x, y) => (x + y) / 2)], cross = [.. content.Zip(style, (x, y) => (x - y) / 2)];
        var moments = new PairMoments { Dim = 4, Views = 2, Count = 100, Mean = new double[4], Total = Diagonal(total), Cross = Diagonal(cross) };
        var fit = LinearFit.Of(moments, Model);
        Assert.Equal([1.7, 0.9, 0.6, 0], fit.Directions.Select(d => Math.Round(d.Loading, 9)));
        Assert.Equal(0, fit.Commutator, 1e-12);
        Assert.Equal(1, Math.Abs(fit.Axes[0, 0]), 1e-12);
    }

    [Theory]
    [InlineData("group", 1, 2)]
    [InlineData("uniform", 1, 2)]
    [InlineData("standard", 1, 2)]
    [InlineData("group", 2 * Math.PI, 12.566370614359172)]
    public void Energy_of_the_prior_is_exact_at_a_stationary_point_of_the_linear_model(string prior, double entropyWeight, double expected)
    {
        LatentPrior density = prior switch { "group" => new GroupPrior(0.15, 0.925), "uniform" => new GroupPrior(0.15, null), _ => new StandardPrior() };
        var (energy, gradient) = new LinearBound(Diagonal([3, 2, 0.5, 0.4]), Diagonal([2.4, 1, 0.1, 0]), 2, 2, density, 10, entropyWeight).Solve(1);
        Assert.InRange(gradient, 0, 1e-6);
        Assert.Equal(expected, energy, 1e-6);
    }

    [Fact]
    public void Mutual_information_temperature_and_slope_have_their_golden_values()
    {
        var information = new GroupInformation(0.15, 0.925);
        Assert.Equal(0.860, information.Correlation, 5e-4);
        Assert.Equal(0.674307, information.MutualInformation, 5e-7);
        Assert.Equal(3.0833, information.Slope, 5e-5);
        var temperature = information.Temperature(3.3);
        Assert.Equal(0.15, GroupInformation.OfTemperature(temperature, 0.925, 3.3).Within, 1e-12);
    }

    [Fact]
    public void Pointwise_information_is_the_log_ratio_of_the_densities()
    {
        using var scope = new TensorScope();
        var (within, between) = (0.3, 0.8);
        double[] first = [0.4, -1.2, 0.3], second = [0.1, -0.7, 1.1];
        Tensor Of(double[] z) => Tensor.From(z, 1, 3);
        double LogDensity(params Tensor[] views)
        {
            var prior = new GroupPrior(within, between);
            return -(prior.Energy(views, null).Item() + prior.Normaliser(views.Length, 3));
        }

        var expected = LogDensity(Of(first), Of(second)) - LogDensity(Of(first)) - LogDensity(Of(second));
        Assert.Equal(expected, new GroupInformation(within, between).Pointwise(first, second), 1e-12);
    }

    [Fact]
    public void Content_given_the_views_is_the_conditional_normal()
    {
        // By the precision of content: 1 / between + J / within.
        var (share, variance) = new GroupInformation(0.3, 0.8).ContentGiven(3);
        Assert.Equal(1 / ((1 / 0.8) + (3 / 0.3)), variance, 1e-12);
        Assert.Equal(variance * 3 / 0.3, share, 1e-12);
    }

    [Fact]
    public void Bad_variances_are_named()
    {
        var e = Assert.Throws<RequestException>(() => LinearSimVae.Solve(1, 1, Model with { Noise = 0 }));
        Assert.Equal("the linear SimVAE needs variances above 0 - within 0.15, between 0.925, noise 0 - give positive variances of style, content and noise", e.Message);
        Assert.Throws<RequestException>(() => LinearSimVae.Solve(1, 1, Model with { Views = 1 }));
    }

    private static Matrix Diagonal(double[] values)
    {
        var matrix = new Matrix(values.Length, values.Length);
        for (var k = 0; k < values.Length; k++) matrix[k, k] = values[k];
        return matrix;
    }
}
