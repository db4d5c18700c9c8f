using Semblance.Objectives.SpectralContrastive;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.SpectralContrastive;

public sealed class SpectralContrastiveFilterTests
{
    private static readonly SpectralContrastiveFilter Filter = new(new SpectralContrastiveOptions());

    [Fact]
    public void Cycle_of_eight_samples_in_three_dimensions() => Assert.Equal(-2.0, Filter.Apply([1, Math.Sqrt(0.5), Math.Sqrt(0.5), 0, 0], 3).Loss, 1e-12);

    [Fact]
    public void Class_graph_of_eight_classes_in_32_dimensions()
    {
        var found = Filter.Apply([.. Enumerable.Range(0, 256).Select(k => k < 8 ? 1.0 : 0.0)], 32);
        Assert.Equal(-8, found.Loss, 1e-12);
        Assert.Equal(8, found.Rank);
        Assert.Equal("only 8 of the 32 directions have positive correlation: the others stay empty", Assert.Single(found.Warnings));
    }

    [Theory]
    [InlineData(9, 5)]
    [InlineData(6, 9)]
    public void Descent_never_finds_less_and_finds_as_much(int directions, int dim)
    {
        var spectrum = Descent.Spectrum(directions, directions + dim);
        var found = Filter.Apply(spectrum, dim);
        Assert.Equal(found.Loss, Descent.Loss(Filter, spectrum, dim, Descent.Construct(found, dim)).Value, 1e-13);
        Assert.InRange(Descent.Of(Filter, spectrum, dim) - found.Loss, -1e-10, 1e-10);
    }

    [Fact]
    public void A_radius_is_said_to_be_left_out()
    {
        var found = new SpectralContrastiveFilter(new SpectralContrastiveOptions { Radius = 1 }).Apply([0.5], 1);
        Assert.Equal("the closed form has no projection: rows of the optimum longer than radius 1 are not scaled back", Assert.Single(found.Warnings));
    }
}
