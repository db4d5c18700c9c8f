using Semblance.Errors;
using Semblance.Objectives.BarlowTwins;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.BarlowTwins;

public sealed class BarlowTwinsFilterTests
{
    private static readonly double[] Ramp = [.. Enumerable.Range(0, 8).Select(k => 1 - (0.8 * k / 7))];

    [Theory]
    [InlineData(8, 0.005, 0.1245839)]
    [InlineData(8, 0.05, 0.5120964)]
    [InlineData(8, 0.2, 0.9921863)]
    [InlineData(8, 1, 1.7233935)]
    [InlineData(4, 0.2, 0.1303600)]
    [InlineData(4, 1, 0.1430342)]
    public void Ramp_from_1_to_a_fifth(int dim, double weight, double loss) => Assert.Equal(loss, new BarlowTwinsFilter(weight).Apply(Ramp, dim).Loss, 5e-8);

    [Theory]
    [InlineData(0.005, new[] { 4.044, 2.957, 1.000, 0, 0, 0, 0, 0 })]
    [InlineData(0.05, new[] { 2.107, 2.059, 1.889, 1.465, 0.480, 0, 0, 0 })]
    [InlineData(1, new[] { 0.815, 0.893, 0.985, 1.093, 1.214, 1.325, 1.307, 0.369 })]
    public void Variances_on_the_ramp(double weight, double[] variances)
    {
        var found = new BarlowTwinsFilter(weight).Apply(Ramp, 8);
        foreach (var (expected, m) in variances.Zip(found.Variances)) Assert.Equal(expected, m, 6e-4);
        Assert.Equal(8, found.Variances.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(0.005, 0.04)]
    [InlineData(0.05, 0.4)]
    [InlineData(0.2, 1.6)]
    [InlineData(1, 8)]
    public void Four_perfect_directions_in_8_dimensions_reach_the_Welch_bound(double weight, double loss) =>
        Assert.Equal(loss, new BarlowTwinsFilter(weight).Apply([1, 1, 1, 1], 8).Loss, 1e-12);

    [Theory]
    [InlineData(0.005, 0.561404)]
    [InlineData(0.2, 13.333333)]
    [InlineData(1, 25)]
    public void Class_graph_of_eight_classes_in_32_dimensions(double weight, double loss)
    {
        double[] rho = [.. Enumerable.Range(0, 255).Select(k => k < 7 ? 1.0 : 0.0)];
        var filter = new BarlowTwinsFilter(weight);
        var found = filter.Apply(rho, 32);
        Assert.Equal(loss, found.Loss, 5e-7);
        Assert.Equal(32, found.Variances.Sum(), 1e-11);
        Assert.Equal(found.Loss, Descent.Loss(filter, rho, 32, Descent.Construct(found, 32)).Value, 1e-11);
    }

    [Theory]
    [InlineData(0.05, 0.08529156)]
    [InlineData(1, 0.44954128)]
    public void Two_directions_of_correlation_1_and_three_tenths(double weight, double loss) =>
        Assert.Equal(loss, new BarlowTwinsFilter(weight).Apply([1, 0.3], 2).Loss, 5e-9);

    [Fact]
    public void Many_dimensions_amplify_the_least_aligned_directions()
    {
        var found = new BarlowTwinsFilter(0.05).Apply(Ramp, 100_000_000).Variances;
        for (var k = 1; k < 8; k++) Assert.Equal(1 / (Ramp[k] * Ramp[k]), found[k] / found[0], 1e-5 / (Ramp[k] * Ramp[k]));
    }

    [Fact]
    public void Few_dimensions_collapse_onto_the_best_aligned_ones()
    {
        double[] rho = [.. Enumerable.Range(0, 16).Select(i => Math.Pow(0.7, i))];
        var found = new BarlowTwinsFilter(0.005).Apply(rho, 16);
        Assert.Equal(2, found.Rank);
        Assert.Equal("only 2 of 16 directions are kept: off-diagonal * dim = 0.08 decides, a larger one keeps more of those with positive correlation", Assert.Single(found.Warnings));
    }

    [Theory]
    [InlineData(8, 8, 0.05, 0.05)]
    [InlineData(9, 5, 0.3, 0.05)]
    [InlineData(6, 6, 1.0, 0.05)]
    [InlineData(5, 7, 0.7, 0.2)]
    [InlineData(4, 12, 0.9, -0.3)]
    [InlineData(4, 6, 0.5, -0.3)]
    [InlineData(2, 6, 0.9, -0.9)]
    [InlineData(3, 4, 0.6, -1.0)]
    [InlineData(3, 6, 1.0, 0.05)]
    [InlineData(6, 2, 0.5, 0.0)]
    [InlineData(7, 4, 0.0, 0.0)]
    public void Descent_never_finds_less_and_finds_as_much(int directions, int dim, double weight, double low)
    {
        var spectrum = Descent.Spectrum(directions, directions + (10 * dim), low);
        var filter = new BarlowTwinsFilter(weight);
        var found = filter.Apply(spectrum, dim);
        Assert.Equal(found.Loss, Descent.Loss(filter, spectrum, dim, Descent.Construct(found, dim)).Value, 1e-7);
        Assert.InRange(Descent.Of(filter, spectrum, dim, 4, 1500) - found.Loss, -1e-10, 1e-6);
    }

    [Fact]
    public void Three_dimensions_have_a_bound_that_is_not_reached()
    {
        var filter = new BarlowTwinsFilter(0.05);
        double[] rho = [1, 0.6, 0.2];
        var found = filter.Apply(rho, 3);
        Assert.InRange(Descent.Of(filter, rho, 3, 6, 1500) - found.Loss, 1e-3, 0.05);
        Assert.Contains("in 3 dimensions the formula is a lower bound that is not always reached", found.Warnings);
    }

    [Fact]
    public void A_weight_above_1_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => Optima.Create("barlow-twins", [new("off-diagonal", "1.5")]));
        Assert.Equal("the closed form of Barlow Twins holds for off-diagonal from 0 to 1 - off-diagonal is 1.5 - lower it, or train: the loss itself takes any weight", e.Message);
    }
}
