using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;
using Semblance.Objectives.Whitening;

namespace Semblance.Objectives.Tests.Whitening;

public sealed class WhiteningFilterTests
{
    private static readonly WhiteningFilter Filter = new();

    [Fact]
    public void Loss_is_twice_what_the_best_directions_lack()
    {
        var found = Filter.Apply([0.9, 0.6, -0.2], 2);
        Assert.Equal([1, 1, 0], found.Variances);
        Assert.Equal(1.0, found.Loss, 1e-14);
        Assert.Equal(1.0, Descent.Loss(Filter, [0.9, 0.6, -0.2], 2, Descent.Construct(found, 2)).Value, 1e-12);
    }

    [Fact]
    public void Descent_never_finds_less_and_finds_as_much()
    {
        var spectrum = Descent.Spectrum(8, 4);
        Assert.InRange(Descent.Of(Filter, spectrum, 3) - Filter.Apply(spectrum, 3).Loss, -1e-10, 1e-10);
    }

    [Fact]
    public void Vicreg_tends_to_it_as_invariance_vanishes()
    {
        var spectrum = Descent.Spectrum(8, 4);
        var found = new SquaredVicRegFilter(1e-9, 1, 0.5).Apply(spectrum, 3);
        foreach (var (a, b) in Filter.Apply(spectrum, 3).Variances.Zip(found.Variances)) Assert.Equal(a, b, 1e-8);
    }

    [Fact]
    public void Too_few_directions_are_named() => Assert.Equal(
        "there are only 2 directions: 3 of 5 dimensions stay empty", Assert.Single(Filter.Apply([0.5, 0.4], 5).Warnings));
}
