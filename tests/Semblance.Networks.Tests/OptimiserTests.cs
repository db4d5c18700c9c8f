using Semblance.Errors;
using Semblance.Networks.Optimisers;
using Semblance.Tensors;

namespace Semblance.Networks.Tests;

public sealed class OptimiserTests
{
    [Theory]
    [InlineData("sgd", "sgd", 0.9, false)]
    [InlineData("sgd-nesterov", "sgd", 0.9, true)]
    [InlineData("sgd-plain", "sgd", 0, false)]
    [InlineData("adamw", "adamw", 0.9, false)]
    public void Five_steps_equal_those_of_PyTorch(string golden, string name, double momentum, bool nesterov)
    {
        using var scope = new TensorScope();
        using var expected = Golden.Read("optimisers");
        var parameters = Parameters();
        using var optimiser = Optimisers.Optimisers.Create(name, new() { LearningRate = 0.1, Momentum = momentum, Nesterov = nesterov, WeightDecay = 0.05 }, parameters);
        for (var step = 0; step < 5; step++)
        {
            Step(optimiser, parameters, step);
            var row = Tensor.Cat([.. parameters.Select(p => p.Value.Detach().Flatten())]);
            Golden.Close(expected.Tensors[golden].Select(0, step), row, 1e-13, $"step {step}");
        }
    }

    [Fact]
    public void Lars_equals_a_slow_loop()
    {
        using var scope = new TensorScope();
        var parameters = Parameters();
        using var optimiser = Optimisers.Optimisers.Create("lars", new() { LearningRate = 0.3, Momentum = 0.8, WeightDecay = 0.05, Trust = 0.02 }, parameters);
        var weights = parameters.Select(p => p.Value.ToArray<double>()).ToArray();
        double[][] velocity = [new double[12], new double[4]];
        for (var step = 0; step < 5; step++)
        {
            Step(optimiser, parameters, step);
            for (var k = 0; k < 2; k++) SlowLars(weights[k], velocity[k], Gradient(parameters[k].Value, step, k).ToArray<double>(), excluded: k == 1);
        }

        for (var k = 0; k < 2; k++)
        {
            var found = parameters[k].Value.ToArray<double>();
            for (var i = 0; i < found.Length; i++) Assert.Equal(weights[k][i], found[i], 1e-14);
        }
    }

    [Fact]
    public void Lars_takes_a_plain_step_where_weights_are_zero()
    {
        using var scope = new TensorScope();
        var weight = Tensor.Zeros([2, 2], ElementType.Float64);
        weight.RequiresGradient = true;
        weight.Gradient = Tensor.Ones([2, 2], ElementType.Float64);
        using var optimiser = Optimisers.Optimisers.Create("lars", new() { LearningRate = 0.5 }, [new("w", weight)]);
        optimiser.Step();
        Assert.All(weight.ToArray<double>(), v => Assert.Equal(-0.5, v));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    [InlineData("lars")]
    public void A_loaded_state_continues_exactly(string name)
    {
        using var scope = new TensorScope();
        var options = new OptimiserOptions { LearningRate = 0.1, WeightDecay = 0.05 };
        var through = Parameters();
        var resumed = Parameters();
        using var first = Optimisers.Optimisers.Create(name, options, through);
        for (var step = 0; step < 3; step++) Step(first, through, step);
        for (var k = 0; k < 2; k++) using (new NoGradient()) resumed[k].Value.CopyInPlace(through[k].Value);
        using var second = Optimisers.Optimisers.Create(name, options, resumed);
        second.Load(first.State.ToDictionary(s => "optimiser." + s.Key, s => s.Value), "optimiser.");
        for (var step = 3; step < 6; step++)
        {
            Step(first, through, step);
            Step(second, resumed, step);
        }

        for (var k = 0; k < 2; k++) Assert.Equal(through[k].Value.ToArray<double>(), resumed[k].Value.ToArray<double>());
    }

    [Fact]
    public void Parameters_without_gradient_stay_and_gradients_are_let_go()
    {
        using var scope = new TensorScope();
        var parameters = Parameters();
        var before = parameters[1].Value.ToArray<double>();
        using var optimiser = Optimisers.Optimisers.Create("sgd", new() { WeightDecay = 0.1, DecayAll = true }, parameters);
        parameters[0].Value.Gradient = Gradient(parameters[0].Value, 0, 0);
        optimiser.Step();
        Assert.Equal(before, parameters[1].Value.ToArray<double>());
        optimiser.ZeroGradient();
        Assert.Null(parameters[0].Value.Gradient);
    }

    [Fact]
    public void Biases_decay_only_when_asked()
    {
        using var scope = new TensorScope();
        var parameters = Parameters();
        Assert.Equal([0.25, 0.0], ParameterGroup.ByRank(parameters, 0.25).Select(g => g.WeightDecay));
        using var all = Optimisers.Optimisers.Create("sgd", new() { WeightDecay = 0.25, DecayAll = true }, parameters);
        Assert.Equal([0.25], all.Groups.Select(g => g.WeightDecay));
    }

    [Fact]
    public void Gradients_are_clipped_to_a_norm()
    {
        using var scope = new TensorScope();
        var parameters = Parameters();
        var tensors = parameters.Select(p => p.Value).ToArray();
        Assert.Equal(0, GradientNorm.Of(tensors));
        tensors[0].Gradient = Tensor.Full([3, 4], 1, ElementType.Float64);
        tensors[1].Gradient = Tensor.Full([4], -1, ElementType.Float64);
        Assert.Equal(4, GradientNorm.Clip(tensors, 2), 1e-14);
        Assert.Equal(2, GradientNorm.Clip(tensors, 3), 1e-14);
        Assert.Equal(-0.5, tensors[1].Gradient!.ToArray<double>()[0], 1e-14);
    }

    [Fact]
    public void Wrong_requests_are_explained()
    {
        using var scope = new TensorScope();
        var parameters = Parameters();
        var unknown = Assert.Throws<RequestException>(() => Optimisers.Optimisers.Create("adam", new(), parameters));
        Assert.Equal("unknown optimiser 'adam' - known are sgd, adamw, lars - did you mean 'adamw'?", unknown.Message);
        var range = Assert.Throws<RequestException>(() => Optimisers.Optimisers.Create("sgd", new() { WeightDecay = -1 }, parameters));
        Assert.Equal("option 'weight-decay' of optimiser 'sgd' has a bad value - got '-1' - give a number >= 0", range.Message);
        using var optimiser = Optimisers.Optimisers.Create("sgd", new(), parameters);
        var missing = Assert.Throws<RequestException>(() => optimiser.Load(new Dictionary<string, Tensor>()));
        Assert.Equal("optimiser state lacks 'momentum.weight' - it holds 0 tensors - resume with the same optimiser and network", missing.Message);
    }

    private static void SlowLars(double[] weight, double[] velocity, double[] gradient, bool excluded)
    {
        var change = gradient.Select((g, i) => excluded ? g : g + (0.05 * weight[i])).ToArray();
        var trust = excluded ? 1 : 0.02 * Math.Sqrt(weight.Sum(w => w * w)) / Math.Sqrt(change.Sum(c => c * c));
        for (var i = 0; i < weight.Length; i++)
        {
            velocity[i] = (0.8 * velocity[i]) + (trust * change[i]);
            weight[i] -= 0.3 * velocity[i];
        }
    }

    private static List<KeyValuePair<string, Tensor>> Parameters()
    {
        Tensor weight = Golden.U([3, 4], 1), bias = Golden.U([4], 2);
        weight.RequiresGradient = true;
        bias.RequiresGradient = true;
        return [new("weight", weight), new("bias", bias)];
    }

    private static Tensor Gradient(Tensor parameter, int step, int k) => Golden.U(parameter.Shape, 10 + (2 * step) + k);

    private static void Step(Optimiser optimiser, List<KeyValuePair<string, Tensor>> parameters, int step)
    {
        for (var k = 0; k < parameters.Count; k++) parameters[k].Value.Gradient = Gradient(parameters[k].Value, step, k);
        optimiser.Step();
    }
}
