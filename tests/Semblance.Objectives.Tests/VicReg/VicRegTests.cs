using Semblance.Errors;
using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;

namespace Semblance.Objectives.Tests.VicReg;

public sealed class VicRegTests
{
    private static readonly VicRegOptions Squared = new() { VarianceForm = "squared", Invariance = 3, Variance = 2, Covariance = 5 };

    [Theory]
    [InlineData(2, 8, 5)]
    [InlineData(2, 5, 8)]
    [InlineData(3, 8, 8)]
    [InlineData(2, 256, 17)]
    [InlineData(2, 8, 257)]
    [InlineData(4, 20, 33)]
    public void Equals_plain_loops(int views, int rows, int dim)
    {
        var sample = new Sample(views, rows, dim);
        foreach (var options in new[] { new VicRegOptions(), Squared, new VicRegOptions { Covariance = 40, Invariance = 0, Variance = 0 } })
        {
            using var objective = new VicRegObjective(options);
            Objective.Equals(objective, z => VicRegReference.Loss(z, options), sample);
        }
    }

    [Fact]
    public void Has_the_gradient_of_its_value()
    {
        using var hinge = new VicRegObjective(new VicRegOptions());
        using var squared = new VicRegObjective(Squared);
        Objective.HasTheGradientOfItsValue(hinge, new Sample(2, 6, 3));
        Objective.HasTheGradientOfItsValue(squared, new Sample(3, 3, 6));
    }

    [Fact]
    public void Swapping_views_permuting_rows_and_shifting_change_nothing()
    {
        var z = new Sample(2, 9, 4).Views;
        using var objective = new VicRegObjective(new VicRegOptions());
        var total = Objective.Value(objective, z).Total;
        Assert.Equal(total, Objective.Value(objective, [z[1], z[0]]).Total, 1e-12 * total);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Reverse().ToArray())]).Total, 1e-12 * total);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Select(r => r.Select(x => x + 7).ToArray()).ToArray())]).Total, 1e-12 * total);
    }

    [Fact]
    public void Rotation_changes_nothing_when_spread_is_squared_and_weights_match()
    {
        // alpha |Cov - I|^2 does not know the axes: covariance * (squares off the diagonal) + variance / 2 * (squares on it).
        var options = new VicRegOptions { VarianceForm = "squared", Invariance = 1, Variance = 2, Covariance = 1 };
        var z = new Sample(2, 9, 2).Views;
        using var objective = new VicRegObjective(options);
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        double[][][] rotated = [.. z.Select(v => v.Select(r => new[] { (c * r[0]) - (s * r[1]), (s * r[0]) + (c * r[1]) }).ToArray())];
        var total = Objective.Value(objective, z).Total;
        Assert.Equal(total, Objective.Value(objective, rotated).Total, 1e-12 * total);
    }

    [Fact]
    public void Collapse_costs_the_whole_hinge_and_nothing_else()
    {
        var same = Sample.Table(10, 3, (_, k) => k);
        using var objective = new VicRegObjective(new VicRegOptions());
        var (total, parts) = Objective.Value(objective, [same, same]);
        Assert.Equal(25 * 0.99, total, 1e-12);
        Assert.Equal(["invariance", "variance", "covariance"], parts.Keys);
        Assert.Equal(0, parts["invariance"], 1e-15);
        Assert.Equal(0.99, parts["variance"], 1e-12);
        Assert.Equal(0, parts["covariance"], 1e-15);
    }

    [Fact]
    public void White_and_equal_views_cost_nothing()
    {
        // Columns of a Hadamard matrix: zero mean, uncorrelated, equal variance above 1.
        var white = Sample.Table(8, 3, (i, k) => ((i >> k) & 1) == 0 ? 1.0 : -1);
        using var objective = new VicRegObjective(new VicRegOptions());
        Assert.Equal(0, Objective.Value(objective, [white, white]).Total, 1e-12);
    }

    [Fact]
    public void A_mistyped_option_is_named_with_a_suggestion()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("vicreg", [new("covarance", "1")], new ObjectiveContext(8, 0, null)));
        Assert.Contains("did you mean 'covariance'?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_variance_form_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("vicreg", [new("variance-form", "cubic")], new ObjectiveContext(8, 0, null)));
        Assert.Equal("option 'variance-form' of method 'vicreg' has a bad value - got 'cubic' - give one of hinge, squared", e.Message);
    }
}
