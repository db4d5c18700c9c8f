using Semblance.Errors;
using Semblance.Objectives.SimClr;
using Semblance.Objectives.SupCon;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.SupCon;

public sealed class SupConTests
{
    private static SupConObjective Make(string form, double temperature = 0.1, int tile = 512) => new(new SupConOptions { Form = form, Temperature = temperature }, tile);

    [Theory]
    [InlineData("out", 2, 8, 5, 0.1, 3)]
    [InlineData("in", 2, 8, 5, 0.1, 3)]
    [InlineData("out", 3, 20, 33, 0.5, 7)]
    [InlineData("in", 3, 20, 33, 0.5, 7)]
    [InlineData("out", 2, 256, 9, 0.07, 10)]
    [InlineData("in", 2, 256, 9, 0.07, 10)]
    [InlineData("out", 2, 32, 257, 0.2, 32)]
    [InlineData("in", 2, 8, 4, 0.01, 2)]
    [InlineData("in", 2, 8, 4, 0.0029, 2)]
    public void Equals_plain_loops(string form, int views, int rows, int dim, double temperature, int classes)
    {
        var sample = new Sample(views, rows, dim, classes: classes);
        using var objective = Make(form, temperature);
        Objective.Equals(objective, z => SupConReference.Loss(z, sample.Labels, temperature, form), sample);
    }

    [Theory]
    [InlineData("out", 0.1)]
    [InlineData("in", 0.1)]
    [InlineData("in", 0.002)]
    public void Tiles_change_nothing(string form, double temperature) =>
        Objective.AgreesForTiles(tile => Make(form, temperature, tile), new Sample(2, 21, 7), 1, 5, 16, 41);

    [Theory]
    [InlineData("out")]
    [InlineData("in")]
    public void Has_the_gradient_of_its_value(string form)
    {
        using var objective = Make(form, 0.5);
        Objective.HasTheGradientOfItsValue(objective, new Sample(2, 6, 4));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("in")]
    public void Without_two_samples_of_a_class_it_is_SimClr(string form)
    {
        var sample = new Sample(2, 9, 5, classes: 9);
        using var objective = Make(form, 0.5);
        using var simClr = new SimClrObjective(new SimClrOptions());
        Assert.Equal(Objective.Value(simClr, sample.Views).Total, Objective.Value(objective, sample.Views, sample.Labels).Total, 1e-12);
    }

    [Fact]
    public void The_names_of_classes_order_of_rows_and_of_views_do_not_matter()
    {
        var sample = new Sample(2, 12, 4);
        using var objective = Make("out");
        var total = Objective.Value(objective, sample.Views, sample.Labels).Total;
        Assert.Equal(total, Objective.Value(objective, sample.Views, [.. sample.Labels.Select(y => 1000 - (7 * y))]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [sample.Views[1], sample.Views[0]], sample.Labels).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. sample.Views.Select(v => v.Reverse().ToArray())], [.. sample.Labels.Reverse()]).Total, 1e-12);
    }

    [Fact]
    public void The_form_in_is_never_above_the_form_out()
    {
        // Jensen: the logarithm of a mean is at least the mean of logarithms.
        var sample = new Sample(2, 16, 6);
        using var inside = Make("in");
        using var outside = Make("out");
        Assert.True(Objective.Value(inside, sample.Views, sample.Labels).Total < Objective.Value(outside, sample.Views, sample.Labels).Total);
    }

    [Fact]
    public void Classes_on_a_simplex_reach_the_known_minimum()
    {
        // 3 classes of 4 rows and 2 views on a triangle: log((n - 1) e^(1/t) + (N - n) e^(-1/(2t))) - 1/t with n = 8, N = 24.
        var labels = Enumerable.Range(0, 12).Select(i => (long)(i % 3)).ToArray();
        var corner = Sample.Table(12, 2, (i, k) => k == 0 ? Math.Cos(2 * Math.PI * (i % 3) / 3) : Math.Sin(2 * Math.PI * (i % 3) / 3));
        using var objective = Make("out", 0.5);
        var expected = Math.Log((7 * Math.Exp(2)) + (16 * Math.Exp(-1))) - 2;
        var (total, gradients) = Objective.Gradient(objective, new Sample(2, 12, 2) { Views = [corner, corner], Labels = labels });
        Assert.Equal(expected, total, 1e-12);
        Assert.All(gradients.SelectMany(g => g), g => Assert.Equal(0, g, 1e-12));
    }

    [Fact]
    public void Missing_labels_are_named()
    {
        using var scope = new TensorScope();
        using var objective = Make("out");
        var e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings(new Sample(2, 4, 3).Tensors())));
        Assert.Equal("method 'supcon' needs labels - got none - give the class of each row (--labels y.npy, or a data set with labels)", e.Message);
    }

    [Fact]
    public void Labels_of_the_wrong_length_are_named_with_both_shapes()
    {
        using var scope = new TensorScope();
        using var objective = Make("out");
        var e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings(new Sample(2, 4, 3).Tensors(), null, Tensor.From([1L, 2, 3], 3))));
        Assert.Equal("method 'supcon' needs one label for each row, int64 [4] - views are float64 [4, 3], labels are int64 [3] - give one integer class for each row", e.Message);
    }

    [Fact]
    public void An_unknown_form_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("supcon", [new("form", "off")], new ObjectiveContext(8, 0, null)));
        Assert.Equal("option 'form' of method 'supcon' has a bad value - got 'off' - give one of out, in", e.Message);
    }
}
