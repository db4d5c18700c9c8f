using Semblance.Errors;
using Semblance.Objectives.Joint;
using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.Tests.SimClr;
using Semblance.Objectives.Tests.SupCon;

namespace Semblance.Objectives.Tests.Joint;

public sealed class JointTests
{
    [Theory]
    [InlineData(2, 8, 5, 0.5, 0.5)]
    [InlineData(3, 30, 12, 0.8, 0.1)]
    [InlineData(2, 128, 33, 0.2, 0.5)]
    [InlineData(2, 16, 257, 1, 0.3)]
    public void Equals_plain_loops(int views, int rows, int dim, double weight, double temperature)
    {
        var sample = new Sample(views, rows, dim);
        using var objective = new JointObjective(new JointOptions { Weight = weight, Temperature = temperature });
        Objective.Equals(objective, z => (weight * SupConReference.Loss(z, sample.Labels, temperature, "out")) + ((1 - weight) * SimClrReference.Loss(z, temperature)), sample);
    }

    [Fact]
    public void Tiles_change_nothing() => Objective.AgreesForTiles(tile => new JointObjective(new JointOptions(), tile), new Sample(2, 21, 7), 1, 5, 41);

    [Fact]
    public void Has_the_gradient_of_its_value()
    {
        using var objective = new JointObjective(new JointOptions { Weight = 0.3 });
        Objective.HasTheGradientOfItsValue(objective, new Sample(2, 6, 4));
    }

    [Fact]
    public void Its_terms_are_the_two_losses()
    {
        var sample = new Sample(2, 10, 4);
        using var objective = new JointObjective(new JointOptions { Weight = 0.25 });
        var (total, parts) = Objective.Value(objective, sample.Views, sample.Labels);
        Assert.Equal(["supervised", "self-supervised"], parts.Keys);
        Assert.Equal(SupConReference.Loss(sample.Plain(), sample.Labels, 0.5, "out").Value, parts["supervised"], 1e-12);
        Assert.Equal(total, (0.25 * parts["supervised"]) + (0.75 * parts["self-supervised"]), 1e-12);
    }

    [Theory]
    [InlineData(2, 8, 5, 0.5)]
    [InlineData(3, 12, 4, 0.8)]
    [InlineData(2, 16, 20, 0)]
    [InlineData(2, 16, 3, 1)]
    public void The_spectral_form_equals_plain_loops(int views, int rows, int dim, double weight)
    {
        var sample = new Sample(views, rows, dim);
        using var objective = new SpectralJointObjective(new JointOptions { Weight = weight, Form = "spectral" });
        Objective.Equals(objective, z => SpectralLoop(z, sample.Labels, weight), sample);
    }

    [Fact]
    public void The_spectral_form_has_the_gradient_of_its_value()
    {
        using var objective = new SpectralJointObjective(new JointOptions { Weight = 0.3 });
        Objective.HasTheGradientOfItsValue(objective, new Sample(2, 6, 4));
    }

    [Fact]
    public void The_form_decides_on_objective_and_optimum()
    {
        var context = new ObjectiveContext(8, 0, null);
        using var spectral = Methods.Create("joint", [new("form", "spectral")], context);
        using var softmax = Methods.Create("joint", [], context);
        using var conditional = Methods.Create("joint", [new("form", "class-conditional")], context);
        Assert.IsType<ClassConditionalObjective>(conditional);
        Assert.IsType<SpectralJointObjective>(spectral);
        Assert.IsType<JointObjective>(softmax);
        Assert.Null(Optima.Create("joint", [new("form", "spectral")]).Surrogate);
        Assert.NotNull(Optima.Create("joint", []).Surrogate);
    }

    private static Dual SpectralLoop(Dual[][][] views, long[] labels, double weight)
    {
        var (rows, owners, classes) = (views.SelectMany(v => v).ToArray(), new List<int>(), new List<long>());
        foreach (var view in views)
        {
            owners.AddRange(Enumerable.Range(0, view.Length));
            classes.AddRange(labels);
        }

        var all = Enumerable.Range(0, rows.Length).SelectMany(i => Enumerable.Range(0, rows.Length).Where(j => j != i).Select(j => (i, j))).ToList();
        Dual Similar(IEnumerable<(int I, int J)> pairs) => Loops.Mean(pairs.Select(p => Loops.Dot(rows[p.I], rows[p.J])));
        var ofViews = Similar(all.Where(p => owners[p.i] == owners[p.j]));
        var ofClasses = Loops.Mean(classes.Distinct().Select(c => Similar(all.Where(p => classes[p.i] == c && classes[p.j] == c))));
        var squares = Loops.Mean(all.Select(p => Loops.Dot(rows[p.i], rows[p.j])).Select(s => s * s));
        return (-2 * weight * ofClasses) + (-2 * (1 - weight) * ofViews) + squares;
    }

    [Fact]
    public void A_weight_above_one_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("joint", [new("weight", "1.5")], new ObjectiveContext(8, 0, null)));
        Assert.Equal("option 'weight' of method 'joint' has a bad value - got '1.5' - give a number >= 0 and <= 1", e.Message);
    }
}
