using Semblance.Errors;
using Semblance.Objectives.SpectralContrastive;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.SpectralContrastive;

public sealed class SpectralContrastiveTests
{
    private static SpectralContrastiveObjective Make(double? radius = null) => new(new SpectralContrastiveOptions { Radius = radius });

    private static Dual Loss(Dual[][][] views, double? radius) => Loops.OverPairs(
        [.. views.Select(z => z.Select(r => Project(r, radius)).ToArray())],
        (a, b) =>
        {
            Dual positive = 0;
            Dual negative = 0;
            for (var i = 0; i < a.Length; i++)
            {
                for (var j = 0; j < b.Length; j++)
                {
                    var similarity = Loops.Dot(a[i], b[j]);
                    if (i == j) positive += similarity;
                    else negative += similarity * similarity;
                }
            }

            return (-2 * positive / a.Length) + (negative / (a.Length * (a.Length - 1)));
        });

    private static Dual[] Project(Dual[] row, double? radius)
    {
        var length = Dual.Sqrt(Loops.Dot(row, row));
        return radius is { } r && length.Value > r ? [.. row.Select(x => x * r / length)] : row;
    }

    [Theory]
    [InlineData(2, 8, 5, null)]
    [InlineData(2, 9, 6, 2.0)]
    [InlineData(3, 6, 8, 1.5)]
    [InlineData(2, 256, 20, null)]
    [InlineData(2, 20, 257, 10.0)]
    [InlineData(4, 64, 17, 3.0)]
    public void Equals_plain_loops(int views, int rows, int dim, double? radius)
    {
        using var objective = Make(radius);
        Objective.Equals(objective, z => Loss(z, radius), new Sample(views, rows, dim));
    }

    [Fact]
    public void Has_the_gradient_of_its_value()
    {
        using var similarities = Make(1);
        using var moments = Make();
        Objective.HasTheGradientOfItsValue(similarities, new Sample(2, 4, 7));
        Objective.HasTheGradientOfItsValue(moments, new Sample(3, 9, 3));
    }

    [Fact]
    public void Swapping_views_permuting_rows_and_rotating_change_nothing()
    {
        var z = new Sample(2, 12, 2).Views;
        using var objective = Make(1.2);
        var total = Objective.Value(objective, z).Total;
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        Assert.Equal(total, Objective.Value(objective, [z[1], z[0]]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Reverse().ToArray())]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Select(r => new[] { (c * r[0]) - (s * r[1]), (s * r[0]) + (c * r[1]) }).ToArray())]).Total, 1e-12);
    }

    [Fact]
    public void Orthogonal_aligned_rows_gain_twice_their_square_and_collapse_pays_the_fourth_power()
    {
        var axes = Sample.Table(5, 5, (i, k) => i == k ? 3.0 : 0);
        var same = Sample.Table(5, 2, (_, k) => k + 1.0);
        using var objective = Make();
        Assert.Equal(-18, Objective.Value(objective, [axes, axes]).Total, 1e-12);
        Assert.Equal(-10 + 25, Objective.Value(objective, [same, same]).Total, 1e-12);
    }

    [Fact]
    public void Terms_add_up_to_the_total()
    {
        using var objective = Make();
        var (total, parts) = Objective.Value(objective, new Sample(2, 9, 5).Views);
        Assert.Equal(["attraction", "repulsion"], parts.Keys);
        Assert.Equal(total, parts.Values.Sum(), 1e-12);
    }

    [Fact]
    public void A_radius_of_zero_is_refused_and_none_is_no_projection()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("spectral", [new("radius", "0")], new ObjectiveContext(8, 0, null)));
        Assert.Equal("option 'radius' of method 'spectral' has a bad value - got '0' - give a number > 0, or none, in unit of the embedding", e.Message);
        using var none = Methods.Create("spectral", [new("radius", "none")], new ObjectiveContext(8, 0, null));
        var sample = new Sample(2, 6, 4);
        Assert.Equal(Loss(sample.Plain(), null).Value, Objective.Value(none, sample.Views).Total, 1e-12);
    }
}
