using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;

namespace Semblance.Objectives.Tests.VicReg;

public sealed class HingeVicRegFilterTests
{
    private static readonly double[] Ramp = [0.9, 0.8, 0.7, 0.6];

    private static HingeVicRegFilter Filter(int dim, double alpha, double beta, double gamma) => new(gamma * dim, alpha * dim, beta * dim / 2);

    [Fact]
    public void Rotated_unrotated_and_whitened_losses_of_the_ramp()
    {
        var filter = Filter(4, 25, 1, 1);
        var found = filter.Apply(Ramp, 4);
        Assert.Equal(1.95, found.Loss, 1e-12);
        foreach (var (expected, s) in new[] { 1.15, 1.05, 0.95, 0.85 }.Zip(found.Variances)) Assert.Equal(expected, s, 1e-12);
        Assert.True(found.EqualVariances);
        Assert.Empty(found.Warnings);
        Assert.Equal(1.95, Descent.Loss(filter, Ramp, 4, Descent.Construct(found, 4)).Value, 1e-12);
        var unrotated = found with { Mixing = null };
        Assert.Equal(4.484153, Descent.Loss(filter, Ramp, 4, Descent.Construct(unrotated, 4)).Value, 1e-6);
        var whitened = unrotated with { Variances = [1, 1, 1, 1] };
        Assert.Equal(2.0, Descent.Loss(filter, Ramp, 4, Descent.Construct(whitened, 4)).Value, 1e-12);
    }

    [Theory]
    [InlineData(6, 6, 1, 1.0, 4.0)]
    [InlineData(6, 6, 1, 1.0, 1.0)]
    [InlineData(6, 6, 1, 0.2, 4.0)]
    [InlineData(6, 6, 1, 3.0, 1.0)]
    [InlineData(6, 6, 1, 20.0, 0.5)]
    [InlineData(8, 5, 25, 2.0, 25.0)]
    [InlineData(3, 5, 1, 0.6, 0.3)]
    [InlineData(3, 5, 1, 0.3, 2.0)]
    [InlineData(8, 8, 1, 1.0, 4.0)]
    public void Descent_never_finds_less(int directions, int dim, double alpha, double beta, double gamma)
    {
        var spectrum = Descent.Spectrum(directions, directions + (10 * dim), 0.05);
        var filter = Filter(dim, alpha, beta, gamma);
        var found = filter.Apply(spectrum, dim);
        var constructed = Descent.Construct(found, dim);
        Assert.Equal(found.Loss, Descent.Loss(filter, spectrum, dim, constructed).Value, 1e-11);
        var random = new Random(3);
        double[] near = [.. constructed.Select(x => x + (0.01 * Sample.Normal(random)))];
        var polished = Descent.Minimise(x => Descent.Loss(filter, spectrum, dim, x), near, 600);
        var free = Descent.Of(filter, spectrum, dim, 3, 500);
        Assert.True(Math.Min(free, polished) >= found.Loss - 1e-10, $"descent reached {free:R} and {polished:R}, the formula {found.Loss:R}");
        Assert.InRange(Math.Min(free, polished) - found.Loss, -1e-10, 1e-2);
    }

    [Fact]
    public void Moderate_invariance_follows_the_formula_of_equal_variances()
    {
        // Variances below 1: t = (a / (4 g mean r))^2, m = t + (g / b)(mean r - r), none clipped.
        double[] spectrum = [0.55, 0.52, 0.5, 0.48, 0.45];
        var (alpha, beta, gamma) = (1.0, 0.2, 0.7);
        var found = Filter(5, alpha, beta, gamma).Apply(spectrum, 5);
        var mean = spectrum.Average(rho => 1 - rho);
        var t = Math.Pow(alpha / (4 * gamma * mean), 2);
        double[] m = [.. spectrum.Select(rho => t + (gamma / beta * (mean - (1 - rho))))];
        var loss = (alpha * 5 * (1 - Math.Sqrt(t))) + (beta * (m.Sum(x => x * x) - (5 * t * t))) + (2 * gamma * spectrum.Zip(m, (rho, x) => (1 - rho) * x).Sum());
        Assert.Equal(loss, found.Loss, 1e-12);
        foreach (var (expected, x) in m.Zip(found.Variances)) Assert.Equal(expected, x, 1e-9);
        Assert.Equal($"the invariance weight holds deviations below 1: the smallest is {Math.Sqrt(t):G4}", Assert.Single(found.Warnings));
    }

    [Fact]
    public void Strong_invariance_splits_the_dimensions_into_groups()
    {
        double[] distances = [0.02, 0.05, 0.3, 0.4, 0.6, 0.9];
        var groups = new DimensionGroups(distances, 6, 1, 1, 4);
        var found = groups.Best(out var isCoarse);
        Assert.False(isCoarse);
        Assert.True(found.Count > 1);
        Assert.True(found.Sum(g => g.Loss) < groups.Cost(0, 6).Loss - 0.05);
        Assert.Equal([0, .. found.SkipLast(1).Select(g => g.End)], found.Select(g => g.First));
        Assert.Contains(Filter(6, 1, 1, 4).Apply([.. distances.Select(d => 1 - d)], 6).Warnings, w => w.StartsWith("strong invariance: dimensions form ", StringComparison.Ordinal));
    }

    [Fact]
    public void Wide_embeddings_try_borders_on_a_grid()
    {
        var spectrum = Descent.Spectrum(1000, 2);
        var filter = new HingeVicRegFilter(25, 25, 1);
        Assert.Contains(filter.Apply(spectrum, 2048).Warnings, w => w.StartsWith("2048 dimensions: borders of groups were tried on a grid of 768", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_of_zero_are_named()
    {
        Assert.Equal("variance weight 0: nothing keeps the embedding from collapsing to a point", Assert.Single(new HingeVicRegFilter(1, 0, 1).Apply(Ramp, 4).Warnings));
        Assert.Equal("covariance weight 0: nothing keeps dimensions apart, all of them carry the best direction", Assert.Single(new HingeVicRegFilter(1, 25, 0).Apply(Ramp, 4).Warnings));
    }

    [Fact]
    public void Without_invariance_every_direction_has_variance_1()
    {
        var found = new HingeVicRegFilter(0, 25, 1).Apply(Ramp, 3);
        Assert.Equal([1, 1, 1, 0], found.Variances);
        Assert.Equal(0, found.Loss);
        Assert.Empty(found.Warnings);
    }
}
