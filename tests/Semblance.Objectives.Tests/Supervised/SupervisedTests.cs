using Semblance.Errors;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Supervised;

public sealed class SupervisedTests
{
    private static Dual Loss(Dual[][][] views, long[] labels) => Loops.Mean(views.SelectMany(z => z.Select((row, i) =>
    {
        Dual sum = 0;
        foreach (var score in row) sum += Dual.Exp(score);
        return Dual.Log(sum) - row[labels[i]];
    })));

    [Theory]
    [InlineData(1, 8, 5)]
    [InlineData(2, 64, 33)]
    public void Without_classifier_equals_plain_loops(int views, int rows, int dim)
    {
        var sample = new Sample(views, rows, dim);
        using var objective = Methods.Create("supervised", [], new ObjectiveContext(dim, 3, null));
        Objective.Equals(objective, z => Loss(z, sample.Labels), sample);
    }

    [Fact]
    public void The_classifier_is_a_part_that_learns_separable_classes()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var objective = Methods.Create("supervised", [], new ObjectiveContext(2, 2, rng));
        Assert.Equal(["classifier.weight", "classifier.bias"], objective.Parts!.Parameters.Select(p => p.Key));
        var labels = Enumerable.Range(0, 20).Select(i => (long)(i % 2)).ToArray();
        var z = Tensor.From(labels.SelectMany(y => new[] { y == 0 ? -1f : 1, 0.5f }).ToArray(), 20, 2);
        var given = new ViewEmbeddings([z], null, Tensor.From(labels, 20));
        for (var step = 0; step < 200; step++)
        {
            using var inner = new TensorScope();
            Gradients.Backward(objective.Terms(given).Total);
            using var silent = new NoGradient();
            foreach (var (_, p) in objective.Parts.Parameters)
            {
                p.AddInPlace(p.Gradient!, -1);
                p.Gradient = null;
            }
        }

        Assert.True(objective.Terms(given).Total.Item() < 0.05);
    }

    [Fact]
    public void Labels_out_of_range_are_named()
    {
        using var scope = new TensorScope();
        using var objective = Methods.Create("supervised", [], new ObjectiveContext(3, 3, null));
        var e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings(new Sample(2, 3, 3).Tensors(), null, Tensor.From([0L, 1, 3], 3))));
        Assert.Equal("method 'supervised' needs labels from 0 to 2 - they run from 0 to 3 - number the classes from 0; without a classifier each column of the embedding is a class", e.Message);
    }

    [Fact]
    public void Data_without_classes_are_refused()
    {
        using var rng = new Rng(1);
        var e = Assert.Throws<RequestException>(() => Methods.Create("supervised", [], new ObjectiveContext(3, 0, rng)));
        Assert.Equal("method 'supervised' needs labels of at least 2 classes - the data has 0 - train on labelled data, or choose a self-supervised method", e.Message);
    }
}
