using Semblance.Errors;
using Semblance.Objectives.Generative;
using Semblance.Objectives.SimVae;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.SimVae;

public sealed class GroupPriorTests
{
    private static Tensor Row(params double[] values) => Tensor.From(values, values.Length / 2, 2);

    [Theory]
    [InlineData(0.15, 0.925, -18.3051146618)]
    [InlineData(0.5, 1, -9.8988976841)]
    public void Golden_log_densities_of_a_group(double within, double between, double expected)
    {
        using var scope = new TensorScope();
        var prior = new GroupPrior(within, between);
        Tensor[] views = [Row(1, 2), Row(3, 0)];
        Assert.Equal(4, prior.Scatter(views, null).Item(), 1e-12);
        Assert.Equal(5, GroupPrior.CentreSquare(views, null).Item(), 1e-12);
        Assert.Equal(expected, -(prior.Energy(views, null).Item() + prior.Normaliser(2, 2)), 5e-11);
    }

    [Fact]
    public void Golden_batch_of_the_released_prior_with_its_gradients()
    {
        using var scope = new TensorScope();
        Tensor[] views = [Row(1, 2, 0, -1), Row(3, 0, 2, 1)];
        foreach (var view in views) view.RequiresGradient = true;
        using var objective = Methods.Create("simvae", [new("weighting", "released")], new ObjectiveContext(2, 0, null));
        var terms = objective.Terms(new ViewEmbeddings(views));
        Assert.Equal(29.6666666667, terms.Total.Item(), 5e-11);
        var gradients = Gradients.Of(terms.Total, views);
        Close([-5.666667, 7.166667, -6.166667, -6.666667], gradients[0]);
        Close([7.666667, -6.166667, 7.166667, 6.666667], gradients[1]);
    }

    [Fact]
    public void Golden_moments_entropies_and_divergences_of_posteriors()
    {
        using var scope = new TensorScope();
        Posterior[] q = [new(Row(0.5, -1), Row(-1, -2)), new(Row(1.5, 0), Row(-3, 0))];
        Tensor[] means = [.. q.Select(p => p.Mean)], variances = [.. q.Select(p => p.Variance)];
        var released = new GroupPrior(0.15, GroupPrior.ReleasedBetween(0.15, 2));
        Assert.Equal(1.7765008964, released.Scatter(means, variances).Item(), 5e-11);
        Assert.Equal(1.6382504482, GroupPrior.CentreSquare(means, variances).Item(), 5e-11);
        Assert.Equal(2.6757541328, q.Sum(p => p.Entropy.Item()), 5e-11);
        Assert.Equal(-1, q.Sum(p => p.ReleasedEntropy.Item()), 1e-12);
        Assert.Equal(-18.8495559, q.Sum(p => (p.LogVariance * Math.PI).Sum().Item()), 5e-8);
        Assert.Equal(3.5265008964, q.Sum(p => p.FromStandard.Item()), 5e-11);
        Assert.Equal(6.7407948787, released.Energy(means, variances).Item(), 5e-11);
        Assert.Equal(7.8158646548, q[1].From(q[0]).Item(), 5e-11);
        Assert.Equal(13.3049641527, q[0].From(q[1]).Item(), 5e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Marginal_is_the_normal_density_of_the_stacked_views(int views)
    {
        // The independent witness: z of all views is N(0, within I + between 1 1') in each dimension, by Cholesky.
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        Tensor[] points = [.. Enumerable.Range(0, views).Select(_ => Tensor.RandomNormal(rng, [4, 3], ElementType.Float64))];
        var (within, between) = (0.3, 1.7);
        var prior = new GroupPrior(within, between);
        var covariance = (Tensor.Eye(views, ElementType.Float64) * within) + Tensor.Full([views, views], between, ElementType.Float64);
        var stacked = Tensor.Stack(points, 2);
        var energy = (stacked.MatMul(covariance.Inverse()) * stacked).Sum([1, 2]) * 0.5;
        var expected = energy + (1.5 * (covariance.LogDeterminant() + (views * Math.Log(2 * Math.PI))));
        Assert.True(((prior.Energy(points, null) + prior.Normaliser(views, 3)) - expected).Abs().Max().Item() < 1e-12);
    }

    [Fact]
    public void Scatter_is_the_mean_squared_distance_of_pairs()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(4);
        Tensor[] points = [.. Enumerable.Range(0, 4).Select(_ => Tensor.RandomNormal(rng, [5, 3], ElementType.Float64))];
        var pairs = points.SelectMany((a, i) => points.Skip(i + 1).Select(b => (a - b).Square().Sum(1))).Aggregate((a, b) => a + b) * 0.25;
        Assert.True((new GroupPrior(1, 1).Scatter(points, null) - pairs).Abs().Max().Item() < 1e-12);
    }

    [Fact]
    public void Expected_energy_is_the_mean_over_samples()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(5);
        const int count = 200_000;
        Posterior[] q = [new(Row(0.5, -1), Row(-1, -2)), new(Row(1.5, 0), Row(-3, 0)), new(Row(-0.5, 0.3), Row(0.2, -0.4))];
        var prior = new GroupPrior(0.4, 2);
        Tensor[] samples = [.. q.Select(p => new Posterior(p.Mean.Expand(count, 2), p.LogVariance.Expand(count, 2)).Sample(rng))];
        var energies = prior.Energy(samples, null);
        var error = Math.Sqrt(energies.Variance(0).Item() / count);
        Assert.Equal(prior.Energy([.. q.Select(p => p.Mean)], [.. q.Select(p => p.Variance)]).Item(), energies.Mean().Item(), 4 * error);
    }

    [Fact]
    public void Bad_variances_and_one_view_are_refused()
    {
        using var scope = new TensorScope();
        var context = new ObjectiveContext(2, 0, null);
        var zero = Assert.Throws<RequestException>(() => Methods.Create("simvae", [new("within", "0")], context));
        Assert.Equal("option 'within' of method 'simvae' has a bad value - got '0' - give a number > 0", zero.Message);
        using var objective = Methods.Create("simvae", [], context);
        var one = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings([Tensor.Zeros([4, 2])])));
        Assert.Equal("method 'simvae' needs at least 2 views - got 1 - give one array for each view, row-aligned", one.Message);
        using var wide = Methods.Create("simvae", [new("within", "3")], context);
        var none = Assert.Throws<RequestException>(() => wide.Terms(new ViewEmbeddings([Tensor.Zeros([4, 2]), Tensor.Zeros([4, 2])])));
        Assert.Equal("the group prior needs a variance 'between' above 0 - got -0.5 - give --set between=..., or within below the number of views", none.Message);
    }

    private static void Close(double[] expected, Tensor actual) =>
        Assert.All(expected.Zip(actual.ToArray<double>()), p => Assert.Equal(p.First, p.Second, 5e-7));
}
