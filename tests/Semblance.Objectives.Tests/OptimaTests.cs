using Semblance.Errors;

namespace Semblance.Objectives.Tests;

public sealed class OptimaTests
{
    [Fact]
    public void Methods_with_an_optimum_come_first_then_what_is_only_solved() => Assert.Equal(
        ["simclr", "supcon", "joint", "spectral", "vicreg", "barlow-twins", "moco", "supervised", "whitening", "vicreg-minibatch"],
        Optima.All.Select(f => f.Name));

    [Fact]
    public void Faces_say_which_methods_have_one()
    {
        Assert.Equal(["loss", "optimum", "flow"], Methods.Named("vicreg").Faces);
        Assert.Equal(["loss", "optimum"], Methods.Named("supervised").Faces);
        Assert.Equal(["loss"], Methods.Named("byol").Faces);
    }

    [Fact]
    public void Every_default_has_an_optimum_and_says_what_it_stands_in_for()
    {
        foreach (var form in Optima.All)
        {
            var optimum = Optima.Create(form.Name, []);
            var found = optimum.Filter.Apply([0.9, 0.5, 0.1], 2);
            Assert.True(double.IsFinite(found.Loss));
            Assert.Equal(3, found.Variances.Length);
            Assert.Equal(form.NeedsLabels, optimum.LabelShare > 0);
            Assert.Equal(form.Name is "simclr" or "moco" or "supcon" or "joint" or "supervised", optimum.Surrogate is not null);
            Assert.Equal(form.Name is "whitening" or "vicreg" or "vicreg-minibatch" or "barlow-twins" or "supervised", optimum.IsCentred);
        }

        Assert.Equal(0.3, Optima.Create("joint", [new("weight", "0.3")]).LabelShare);
    }

    [Fact]
    public void Unknown_names_and_methods_without_one_are_told_apart()
    {
        Assert.Equal(
            "unknown closed form 'vicregg' - known are simclr, supcon, joint, spectral, vicreg, barlow-twins, moco, supervised, whitening, vicreg-minibatch - did you mean 'vicreg'?",
            Assert.Throws<RequestException>(() => Optima.Named("vicregg")).Message);
        Assert.Equal(
            "method 'byol' has no closed form - known are simclr, supcon, joint, spectral, vicreg, barlow-twins, moco, supervised, whitening, vicreg-minibatch - solve one of these, or train",
            Assert.Throws<RequestException>(() => Optima.Named("byol")).Message);
    }

    [Fact]
    public void Bad_spectra_are_named()
    {
        var filter = Optima.Create("spectral", []).Filter;
        Assert.Equal(
            "a spectrum holds canonical correlations in descending order, at most 1 - value 1 is 0.6 after 0.5 - sort it, and check that both moments come from the same pairs",
            Assert.Throws<RequestException>(() => filter.Apply([0.5, 0.6], 1)).Message);
        Assert.Equal("an embedding needs at least one dimension - got dim 0 - give dim >= 1", Assert.Throws<RequestException>(() => filter.Apply([0.5], 0)).Message);
        Assert.Equal("an optimum needs at least one direction - the spectrum is empty - give features that vary", Assert.Throws<RequestException>(() => filter.Apply([], 1)).Message);
    }
}
