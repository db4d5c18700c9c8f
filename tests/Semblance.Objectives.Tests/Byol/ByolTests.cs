using Semblance.Errors;
using Semblance.Objectives.Byol;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Byol;

public sealed class ByolTests
{
    private static IObjective Bare() => Methods.Create("byol", [], new ObjectiveContext(8, 0, null));

    private static Dual Loss(Dual[][][] views, double[][][] targets, double offset, double factor)
    {
        var cosines = new List<Dual>();
        for (var v = 0; v < views.Length; v++)
        {
            for (var w = 0; w < targets.Length; w++)
            {
                if (v == w) continue;
                for (var i = 0; i < views[v].Length; i++)
                {
                    cosines.Add(Loops.Dot(Loops.Unit(views[v][i]), Loops.Unit([.. targets[w][i].Select(x => (Dual)x)])));
                }
            }
        }

        return offset + (factor * Loops.Mean(cosines));
    }

    [Theory]
    [InlineData(2, 8, 5)]
    [InlineData(3, 64, 33)]
    [InlineData(2, 256, 257)]
    public void Without_predictor_equals_plain_loops_with_the_other_view_as_target(int views, int rows, int dim)
    {
        var sample = new Sample(views, rows, dim);
        using var byol = Bare();
        using var simSiam = Methods.Create("simsiam", [], new ObjectiveContext(8, 0, null));
        Objective.Equals(byol, z => Loss(z, sample.Views, 4, -4), sample);
        Objective.Equals(simSiam, z => Loss(z, sample.Views, 0, -1), sample);
    }

    [Fact]
    public void Targets_are_used_when_given_and_get_no_gradient()
    {
        using var scope = new TensorScope();
        var sample = new Sample(2, 10, 6);
        var slow = new Sample(2, 10, 6, seed: 7);
        var (online, target) = (sample.Tensors(), slow.Tensors());
        using var objective = Bare();
        var total = objective.Terms(new ViewEmbeddings(online, target)).Total;
        Gradients.Backward(total);
        Assert.Equal(Loss(sample.Plain(), slow.Views, 4, -4).Value, total.Item(), 1e-12);
        Assert.NotNull(online[0].Gradient);
        Assert.Null(target[0].Gradient);
    }

    [Fact]
    public void Alignment_costs_nothing_and_opposition_eight()
    {
        var z = new Sample(1, 6, 4).Views[0];
        using var objective = Bare();
        Assert.Equal(0, Objective.Value(objective, [z, z]).Total, 1e-12);
        Assert.Equal(8, Objective.Value(objective, [z, [.. z.Select(r => r.Select(x => -2 * x).ToArray())]]).Total, 1e-12);
    }

    [Fact]
    public void Swapping_views_and_scaling_rows_change_nothing()
    {
        var z = new Sample(2, 6, 4).Views;
        using var objective = Bare();
        var total = Objective.Value(objective, z).Total;
        Assert.Equal(total, Objective.Value(objective, [z[1], z[0]]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Select((r, i) => r.Select(x => x * (i + 1)).ToArray()).ToArray())]).Total, 1e-12);
    }

    [Fact]
    public void The_predictor_is_a_part_that_gets_gradients_and_is_drawn_from_the_seed()
    {
        using var scope = new TensorScope();
        double Loss(long seed)
        {
            using var rng = new Rng(seed);
            using var objective = Methods.Create("byol", [new("predictor-hidden", "16")], new ObjectiveContext(6, 0, rng));
            Assert.Equal(
                ["predictor.0.weight", "predictor.1.weight", "predictor.1.bias", "predictor.3.weight", "predictor.3.bias"],
                objective.Parts!.Parameters.Select(p => p.Key));
            var total = objective.Terms(new ViewEmbeddings(new Sample(2, 10, 6).Tensors(ElementType.Float32))).Total;
            Gradients.Backward(total);
            Assert.All(objective.Parts.Parameters, p => Assert.NotNull(p.Value.Gradient));
            return total.Item();
        }

        Assert.Equal(Loss(1), Loss(1));
        Assert.NotEqual(Loss(1), Loss(2));
    }

    [Fact]
    public void The_predictor_equals_its_layers_by_hand()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(5);
        using var objective = Methods.Create("simsiam", [new("predictor-hidden", "3")], new ObjectiveContext(2, 0, rng));
        var state = objective.Parts!.Parameters.ToDictionary(p => p.Key, p => p.Value);
        var z = new Sample(2, 7, 2).Tensors(ElementType.Float32);
        var predicted = z.Select(v =>
        {
            var hidden = v.MatMul(state["predictor.0.weight"].Transpose());
            var normal = (hidden - hidden.Mean(0, true)) / (hidden.Variance(0, unbiased: false) + 1e-5).Sqrt();
            return normal.Relu().MatMul(state["predictor.3.weight"].Transpose()) + state["predictor.3.bias"];
        }).ToArray();
        var expected = -0.5 * ((predicted[0].Normalize() * z[1].Normalize()).Sum(1).Mean().Item() + (predicted[1].Normalize() * z[0].Normalize()).Sum(1).Mean().Item());
        Assert.Equal(expected, objective.Terms(new ViewEmbeddings(z)).Total.Item(), 1e-5);
    }

    [Fact]
    public void Embeddings_of_another_size_than_the_predictor_are_named()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var objective = Methods.Create("byol", [], new ObjectiveContext(8, 0, rng));
        var e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings(new Sample(2, 10, 6).Tensors(ElementType.Float32))));
        Assert.Equal("this 'byol' was made for embeddings of 8 dimensions - view 1 is float32 [10, 6] - make the objective with the size of the head's output", e.Message);
    }

    [Fact]
    public void The_target_follows_ever_more_slowly()
    {
        var momentum = Methods.Named("byol").TargetMomentum!;
        Assert.Equal(0.996, momentum(new ByolOptions(), 0), 1e-12);
        Assert.Equal(0.998, momentum(new ByolOptions(), 0.5), 1e-12);
        Assert.Equal(1, momentum(new ByolOptions(), 1), 1e-12);
        Assert.Null(Methods.Named("simsiam").TargetMomentum);
    }
}
