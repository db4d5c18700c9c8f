using Semblance.Objectives.Joint;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.Joint;

public sealed class ClassConditionalTests
{
    private static ClassConditionalObjective Make(double weight = 0.5, double temperature = 0.5, int tile = 512) => new(new JointOptions { Weight = weight, Temperature = temperature, Form = "class-conditional" }, tile);

    /// <summary>The two losses of Chen et al. 2022 by definition: over every anchor of one view against all rows of another.</summary>
    private static (Dual Supervised, Dual Within) Loops(Dual[][][] views, long[] labels, double temperature)
    {
        var unit = views.Select(v => v.Select(Checking.Loops.Unit).ToArray()).ToArray();
        var (supervised, within) = (new List<Dual>(), new List<Dual>());
        for (var v = 0; v < unit.Length; v++)
        {
            for (var w = 0; w < unit.Length; w++)
            {
                if (v == w) continue;
                for (var i = 0; i < labels.Length; i++)
                {
                    var similarity = unit[w].Select(k => Checking.Loops.Dot(unit[v][i], k) / temperature).ToArray();
                    Dual others = 0, own = 0;
                    for (var k = 0; k < labels.Length; k++)
                    {
                        if (labels[k] == labels[i]) own += Dual.Exp(similarity[k]);
                        else others += Dual.Exp(similarity[k]);
                    }

                    supervised.Add(Checking.Loops.Mean(Enumerable.Range(0, labels.Length).Where(p => labels[p] == labels[i]).Select(p => Dual.Log(Dual.Exp(similarity[p]) + others) - similarity[p])));
                    within.Add(Dual.Log(own) - similarity[i]);
                }
            }
        }

        return (Checking.Loops.Mean(supervised), Checking.Loops.Mean(within));
    }

    private static Dual Loss(Dual[][][] views, long[] labels, double weight, double temperature)
    {
        var (supervised, within) = Loops(views, labels, temperature);
        return (weight * supervised) + ((1 - weight) * within);
    }

    [Theory]
    [InlineData(2, 8, 5, 0.5, 0.5, 512)]
    [InlineData(3, 7, 4, 0.2, 0.1, 3)]
    [InlineData(2, 33, 20, 0.8, 0.05, 10)]
    [InlineData(2, 8, 3, 1, 0.5, 8)]
    [InlineData(2, 8, 3, 0, 0.5, 5)]
    public void Equals_plain_loops(int views, int rows, int dim, double weight, double temperature, int tile)
    {
        var sample = new Sample(views, rows, dim);
        using var objective = Make(weight, temperature, tile);
        Objective.Equals(objective, z => Loss(z, sample.Labels, weight, temperature), sample);
    }

    [Fact]
    public void Has_the_gradient_of_its_value()
    {
        using var objective = Make(0.3);
        Objective.HasTheGradientOfItsValue(objective, new Sample(2, 6, 4));
    }

    [Fact]
    public void Its_terms_are_the_two_losses()
    {
        var sample = new Sample(2, 10, 4);
        using var objective = Make(0.25);
        var (total, parts) = Objective.Value(objective, sample.Views, sample.Labels);
        Assert.Equal(["supervised", "within-class"], parts.Keys);
        var (supervised, within) = Loops(sample.Plain(), sample.Labels, 0.5);
        Assert.Equal(supervised.Value, parts["supervised"], 1e-12);
        Assert.Equal(within.Value, parts["within-class"], 1e-12);
        Assert.Equal(total, (0.25 * supervised.Value) + (0.75 * within.Value), 1e-12);
    }

    [Fact]
    public void With_one_class_only_nothing_is_supervised_and_views_find_each_other()
    {
        var sample = new Sample(2, 9, 4, classes: 1);
        using var objective = Make();
        var (_, parts) = Objective.Value(objective, sample.Views, sample.Labels);
        Assert.Equal(0, parts["supervised"]);
        Objective.Equals(objective, z => 0.5 * Loops(z, sample.Labels, 0.5).Within, sample);
    }

    [Fact]
    public void Where_every_sample_is_a_class_of_its_own_nothing_is_within()
    {
        var sample = new Sample(2, 6, 4, classes: 6);
        using var objective = Make();
        var (_, parts) = Objective.Value(objective, sample.Views, sample.Labels);
        Assert.Equal(0, parts["within-class"], 1e-12);
        Assert.True(parts["supervised"] > 0);
    }

    [Fact]
    public void A_collapsed_class_costs_the_logarithm_of_its_size()
    {
        // Two classes of four at opposite points: the supervised loss is near its least value, the other one pays for the collapse.
        var views = Enumerable.Range(0, 2).Select(_ => Sample.Table(8, 2, (i, k) => k == 0 ? (i < 4 ? 1 : -1) : 0)).ToArray();
        using var objective = Make(0.5, 0.1);
        var (_, parts) = Objective.Value(objective, views, [0, 0, 0, 0, 1, 1, 1, 1]);
        Assert.Equal(Math.Log(4), parts["within-class"], 1e-12);
        Assert.Equal(Math.Log(1 + (4 * Math.Exp(-20))), parts["supervised"], 1e-12);
    }
}
