using Semblance.Errors;
using Semblance.Objectives.Moco;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Moco;

public sealed class MocoTests
{
    private static Dual Loss(Dual[][][] views, double[][][] targets, double[][]? queue, double temperature, double perturbation = 0) =>
        perturbation == 0 ? Shifted(views, targets, queue, temperature, 0) : (Shifted(views, targets, queue, temperature, 0) + Shifted(views, targets, queue, temperature, perturbation)) / 2;

    private static Dual Shifted(Dual[][][] views, double[][][] targets, double[][]? queue, double temperature, double shift)
    {
        var losses = new List<Dual>();
        for (var v = 0; v < views.Length; v++)
        {
            for (var w = 0; w < targets.Length; w++)
            {
                if (v == w) continue;
                for (var i = 0; i < views[v].Length; i++)
                {
                    var query = Loops.Unit(views[v][i]);
                    var positive = (Loops.Dot(query, Key(targets[w][i])) - shift) / temperature;
                    var sum = Dual.Exp(positive - (1 / temperature));
                    var negatives = queue?.Select(k => k.Select(x => (Dual)x).ToArray()) ?? targets[w].Where((_, j) => j != i).Select(Key);
                    foreach (var negative in negatives) sum += Dual.Exp(((Loops.Dot(query, negative) + shift) / temperature) - (1 / temperature));
                    losses.Add(Dual.Log(sum) + (1 / temperature) - positive);
                }
            }
        }

        return Loops.Mean(losses);
    }

    private static Dual[] Key(double[] row) => Loops.Unit([.. row.Select(x => (Dual)x)]);

    private static double[][] Rows(Tensor tensor)
    {
        using var scope = new TensorScope();
        var dim = (int)tensor.Size(1);
        return [.. tensor.To(ElementType.Float64).ToArray<double>().Chunk(dim)];
    }

    [Theory]
    [InlineData(2, 8, 5, 0.2)]
    [InlineData(3, 30, 12, 0.07)]
    [InlineData(2, 128, 257, 0.2)]
    [InlineData(2, 8, 4, 0.003)]
    public void Without_queue_equals_plain_loops_over_the_batch(int views, int rows, int dim, double temperature)
    {
        var sample = new Sample(views, rows, dim);
        using var objective = new MocoObjective(new MocoOptions { Temperature = temperature }, new ObjectiveContext(dim, 0, null));
        Objective.Equals(objective, z => Loss(z, sample.Views, null, temperature), sample);
    }

    [Fact]
    public void Tiles_change_nothing() =>
        Objective.AgreesForTiles(tile => new MocoObjective(new MocoOptions(), new ObjectiveContext(7, 0, null), tile), new Sample(2, 21, 7), 1, 2, 5, 20);

    [Theory]
    [InlineData(2, 8, 5, 33)]
    [InlineData(3, 16, 20, 100)]
    public void With_queue_equals_plain_loops_over_the_queue(int views, int rows, int dim, int size)
    {
        var sample = new Sample(views, rows, dim);
        using var rng = new Rng(3);
        using var objective = new MocoObjective(new MocoOptions { Queue = size }, new ObjectiveContext(dim, 0, rng), tile: 7);
        var queue = Rows(objective.Parts!.Buffers.First().Value);
        Objective.Equals(objective, z => Loss(z, sample.Views, queue, 0.2), sample);
    }

    [Theory]
    [InlineData(2, 8, 5, 33, 0.1)]
    [InlineData(3, 6, 4, 0, 0.5)]
    public void A_perturbation_equals_plain_loops(int views, int rows, int dim, int size, double perturbation)
    {
        var sample = new Sample(views, rows, dim);
        using var rng = new Rng(3);
        using var objective = new MocoObjective(new MocoOptions { Queue = Math.Max(1, size), Perturbation = perturbation }, new ObjectiveContext(dim, 0, size > 0 ? rng : null));
        var queue = size > 0 ? Rows(objective.Parts!.Buffers.First().Value) : null;
        Objective.Equals(objective, z => Loss(z, sample.Views, queue, 0.2, perturbation), sample);
    }

    [Fact]
    public void Keys_of_a_learning_step_replace_the_oldest_in_turn()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var objective = new MocoObjective(new MocoOptions { Queue = 10 }, new ObjectiveContext(3, 0, rng));
        var first = new Sample(2, 3, 3);
        var second = new Sample(2, 3, 3, seed: 2);
        var start = Rows(objective.Parts!.Buffers.First().Value);
        _ = objective.Terms(new ViewEmbeddings(first.Tensors()));
        var after = Rows(objective.Parts.Buffers.First().Value);
        var keys = first.Views.SelectMany(z => z).Select(r => Key(r).Select(d => d.Value).ToArray()).ToArray();
        for (var i = 0; i < 6; i++) Assert.Equal(keys[i], after[i], (a, b) => Math.Abs(a - b) < 1e-6);
        for (var i = 6; i < 10; i++) Assert.Equal(start[i], after[i]);

        _ = objective.Terms(new ViewEmbeddings(second.Tensors()));
        var later = Rows(objective.Parts.Buffers.First().Value);
        var fresh = second.Views.SelectMany(z => z).Select(r => Key(r).Select(d => d.Value).ToArray()).ToArray();
        Assert.Equal(fresh[0], later[6], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(fresh[5], later[1], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(keys[2], later[2], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(2, objective.Parts.Buffers.Last().Value.Item());
    }

    [Fact]
    public void A_batch_larger_than_the_queue_leaves_its_last_keys()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var objective = new MocoObjective(new MocoOptions { Queue = 4 }, new ObjectiveContext(3, 0, rng));
        var sample = new Sample(2, 5, 3);
        _ = objective.Terms(new ViewEmbeddings(sample.Tensors()));
        var keys = sample.Views[1].Skip(1).Select(r => Key(r).Select(d => d.Value).ToArray()).ToArray();
        var after = Rows(objective.Parts!.Buffers.First().Value);
        for (var i = 0; i < 4; i++) Assert.Equal(keys[i], after[i], (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Evaluation_stores_nothing()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var objective = new MocoObjective(new MocoOptions { Queue = 10 }, new ObjectiveContext(3, 0, rng));
        var start = Rows(objective.Parts!.Buffers.First().Value);
        using (new NoGradient()) _ = objective.Terms(new ViewEmbeddings(new Sample(2, 3, 3).Tensors()));
        objective.Parts.Train(false);
        _ = objective.Terms(new ViewEmbeddings(new Sample(2, 3, 3).Tensors()));
        Assert.Equal(start, Rows(objective.Parts.Buffers.First().Value));
    }

    [Fact]
    public void A_saved_queue_continues_where_it_was()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var one = new MocoObjective(new MocoOptions { Queue = 10 }, new ObjectiveContext(3, 0, rng));
        using var two = new MocoObjective(new MocoOptions { Queue = 10 }, new ObjectiveContext(3, 0, rng));
        _ = one.Terms(new ViewEmbeddings(new Sample(2, 3, 3).Tensors()));
        two.Parts!.Load(one.Parts!.State.ToDictionary(p => p.Key, p => p.Value));
        var next = new Sample(2, 3, 3, seed: 4);
        Assert.Equal(one.Terms(new ViewEmbeddings(next.Tensors())).Total.Item(), two.Terms(new ViewEmbeddings(next.Tensors())).Total.Item());
        Assert.Equal(Rows(one.Parts.Buffers.First().Value), Rows(two.Parts.Buffers.First().Value));
    }

    [Fact]
    public void Has_the_gradient_of_its_value_when_keys_stand_still()
    {
        using var scope = new TensorScope();
        using var objective = new MocoObjective(new MocoOptions(), new ObjectiveContext(4, 0, null));
        var sample = new Sample(2, 5, 4);
        var keys = new Sample(2, 5, 4, seed: 8).Tensors();
        var views = sample.Tensors();
        Gradients.Backward(objective.Terms(new ViewEmbeddings(views, keys)).Total);
        var slope = views[0].Gradient!.ToArray<double>();
        double At(double step)
        {
            sample.Views[0][1][2] += step;
            var total = objective.Terms(new ViewEmbeddings(sample.Tensors(), keys)).Total.Item();
            sample.Views[0][1][2] -= step;
            return total;
        }

        Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, slope[6], 1e-8);
    }

    [Fact]
    public void The_key_network_follows_at_a_constant_pace()
    {
        var momentum = Methods.Named("moco").TargetMomentum!;
        Assert.Equal(0.999, momentum(new MocoOptions(), 0));
        Assert.Equal(0.99, momentum(new MocoOptions { Momentum = 0.99 }, 1));
    }

    [Fact]
    public void An_empty_queue_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("moco", [new("queue", "0")], new ObjectiveContext(8, 0, null)));
        Assert.Equal("option 'queue' of method 'moco' has a bad value - got '0' - give an integer >= 1 and <= 16777216, in keys", e.Message);
    }
}
