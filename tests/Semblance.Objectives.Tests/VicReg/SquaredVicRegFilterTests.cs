using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;

namespace Semblance.Objectives.Tests.VicReg;

public sealed class SquaredVicRegFilterTests
{
    /// <summary>Weights of the moments' loss alpha |..|, beta |..|, gamma |..| as options.</summary>
    internal static SquaredVicRegFilter Filter(int dim, double alpha, double beta, double gamma) => new(gamma * dim, alpha * dim, beta * dim / 2);

    [Fact]
    public void Cycle_of_eight_samples()
    {
        // Laplacian eigenvalues 2 - sqrt 2, twice; K = 2, alpha 1, gamma 0.25.
        var rho = Math.Sqrt(2) - 1;
        var found = Filter(2, 1, 1, 0.25).Apply([rho, rho], 2);
        Assert.Equal(0.5428932188, found.Loss, 1e-10);
        Assert.All(found.Variances, s => Assert.Equal(0.85355339, s, 1e-8));
    }

    [Theory]
    [InlineData(0.1, 4.75, 32)]
    [InlineData(0.5, 18.75, 32)]
    [InlineData(0.9, 24.75, 32)]
    [InlineData(1.1, 25, 7)]
    public void Class_graph_of_eight_classes_in_32_dimensions(double ratio, double loss, int rank)
    {
        double[] rho = [.. Enumerable.Range(0, 255).Select(k => k < 7 ? 1.0 : 0.0)];
        var found = Filter(32, 1, 1, ratio).Apply(rho, 32);
        Assert.Equal(loss, found.Loss, 1e-12);
        Assert.Equal(rank, found.Rank);
        Assert.All(found.Variances.Take(7), s => Assert.Equal(1, s, 1e-12));
        Assert.All(found.Variances.Skip(7).Take(25), s => Assert.Equal(Math.Max(0, 1 - ratio), s, 1e-12));
    }

    [Theory]
    [InlineData(9, 5, 1.0, 1.0, 0.4)]
    [InlineData(9, 5, 1.0, 2.5, 0.7)]
    [InlineData(9, 5, 2.0, 0.3, 0.7)]
    [InlineData(4, 6, 1.0, 1.5, 1.1)]
    [InlineData(4, 6, 3.0, 0.7, 1.1)]
    [InlineData(7, 7, 1.0, 0.2, 2.5)]
    [InlineData(7, 7, 1.0, 4.0, 2.5)]
    public void Descent_never_finds_less_and_finds_as_much(int directions, int dim, double alpha, double beta, double gamma)
    {
        var spectrum = Descent.Spectrum(directions, directions + (10 * dim));
        var filter = Filter(dim, alpha, beta, gamma);
        var found = filter.Apply(spectrum, dim);
        Assert.Equal(found.Loss, Descent.Loss(filter, spectrum, dim, Descent.Construct(found, dim)).Value, 1e-12);
        Assert.InRange(Descent.Of(filter, spectrum, dim) - found.Loss, -1e-10, 1e-10);
    }

    [Fact]
    public void Weights_that_lose_everything_are_named()
    {
        Assert.Equal(
            "the invariance weight is too strong for these pairs: everything collapses to a point; it must be below 10",
            Assert.Single(new SquaredVicRegFilter(11, 2, 1).Apply([0.8, 0.5], 2).Warnings));
        Assert.Equal("variance weight 0: nothing keeps the embedding from collapsing to a point", Assert.Single(new SquaredVicRegFilter(1, 0, 1).Apply([0.8, 0.5], 2).Warnings));
        Assert.Equal("covariance weight 0: nothing keeps dimensions apart, all of them carry the best direction", Assert.Single(new SquaredVicRegFilter(1, 2, 0).Apply([0.8, 0.5], 2).Warnings));
        Assert.Equal(
            "VICReg in batches has a closed form only while the covariance weight is below (batch + 1) / 2 times the variance weight - variance is 1, covariance 5, batch 4 - raise the batch or lower the covariance weight",
            Assert.Throws<Errors.RequestException>(() => new SquaredVicRegFilter(1, 1, 5, 3).Apply([0.8], 1)).Message);
    }

    [Fact]
    public void Without_a_price_on_correlated_dimensions_descent_ends_on_the_best_direction()
    {
        var spectrum = Descent.Spectrum(4, 21);
        var filter = new SquaredVicRegFilter(1, 2, 0);
        var found = filter.Apply(spectrum, 3);
        Assert.Equal(found.Loss, Descent.Loss(filter, spectrum, 3, Descent.Construct(found, 3)).Value, 1e-12);
        Assert.InRange(Descent.Of(filter, spectrum, 3) - found.Loss, -1e-10, 1e-10);
    }
}
