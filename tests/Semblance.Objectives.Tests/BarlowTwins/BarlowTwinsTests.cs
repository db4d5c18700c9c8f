using Semblance.Errors;
using Semblance.Objectives.BarlowTwins;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.BarlowTwins;

public sealed class BarlowTwinsTests
{
    private static BarlowTwinsObjective Make(double offDiagonal = 0.0051) => new(new BarlowTwinsOptions { OffDiagonal = offDiagonal });

    private static Dual Loss(Dual[][][] views, double offDiagonal) => Loops.OverPairs(views, (a, b) =>
    {
        var dim = a[0].Length;
        var left = Enumerable.Range(0, dim).Select(k => Loops.Column(a, k)).ToArray();
        var right = Enumerable.Range(0, dim).Select(k => Loops.Column(b, k)).ToArray();
        var deviationLeft = left.Select(x => Dual.Sqrt(Loops.Covariance(x, x, 1))).ToArray();
        var deviationRight = right.Select(x => Dual.Sqrt(Loops.Covariance(x, x, 1))).ToArray();
        Dual sum = 0;
        for (var j = 0; j < dim; j++)
        {
            for (var k = 0; k < dim; k++)
            {
                var correlation = Loops.Covariance(left[j], right[k], 1) / (deviationLeft[j] * deviationRight[k]);
                sum += j == k ? (1 - correlation) * (1 - correlation) : offDiagonal * correlation * correlation;
            }
        }

        return sum;
    });

    [Theory]
    [InlineData(2, 8, 5, 0.0051)]
    [InlineData(2, 5, 8, 0.2)]
    [InlineData(3, 8, 8, 1)]
    [InlineData(2, 256, 17, 0.0051)]
    [InlineData(2, 8, 257, 0.0051)]
    [InlineData(4, 20, 33, 0.05)]
    public void Equals_plain_loops(int views, int rows, int dim, double offDiagonal)
    {
        using var objective = Make(offDiagonal);
        Objective.Equals(objective, z => Loss(z, offDiagonal), new Sample(views, rows, dim));
    }

    [Fact]
    public void Has_the_gradient_of_its_value()
    {
        using var objective = Make(0.3);
        Objective.HasTheGradientOfItsValue(objective, new Sample(2, 8, 3));
        Objective.HasTheGradientOfItsValue(objective, new Sample(3, 4, 7));
    }

    [Fact]
    public void Swapping_views_permuting_rows_shifting_and_scaling_columns_change_nothing()
    {
        var z = new Sample(2, 9, 4).Views;
        using var objective = Make(0.5);
        var total = Objective.Value(objective, z).Total;
        Assert.Equal(total, Objective.Value(objective, [z[1], z[0]]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Reverse().ToArray())]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Select(r => r.Select((x, k) => (x * (k + 1)) + k).ToArray()).ToArray())]).Total, 1e-11);
    }

    [Fact]
    public void White_and_equal_views_cost_nothing_and_collapse_costs_one_for_each_dimension()
    {
        var white = Sample.Table(8, 3, (i, k) => ((i >> k) & 1) == 0 ? 1.0 : -1);
        var same = Sample.Table(8, 3, (_, k) => k + 0.3);
        using var objective = Make();
        Assert.Equal(0, Objective.Value(objective, [white, white]).Total, 1e-11);
        Assert.Equal(3, Objective.Value(objective, [same, same]).Total, 1e-11);
    }

    [Fact]
    public void A_constant_dimension_gets_no_gradient_in_float32()
    {
        var sample = new Sample(2, 10, 4);
        foreach (var view in sample.Views) Array.ForEach(view, r => r[1] = 0.3);
        using var objective = Make();
        var (_, gradients) = Objective.Gradient(objective, sample, Tensors.ElementType.Float32);
        for (var i = 0; i < 10; i++) Assert.Equal(0, gradients[0][(i * 4) + 1]);
        Assert.All(gradients[0], g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Terms_are_unweighted()
    {
        using var objective = Make(0.1);
        var (total, parts) = Objective.Value(objective, new Sample(2, 9, 5).Views);
        Assert.Equal(["invariance", "redundancy"], parts.Keys);
        Assert.Equal(total, parts["invariance"] + (0.1 * parts["redundancy"]), 1e-12);
    }

    [Fact]
    public void A_negative_weight_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("barlow-twins", [new("off-diagonal", "-1")], new ObjectiveContext(8, 0, null)));
        Assert.Equal("option 'off-diagonal' of method 'barlow-twins' has a bad value - got '-1' - give a number >= 0", e.Message);
    }
}
