using Semblance.Tensors;

namespace Semblance.Networks.Tests;

/// <summary>The engine's own batch normalisation with residual and ReLU against libtorch's in float64.</summary>
public sealed class BatchNormActTests
{
    private static readonly Operator Fused = Operator.Named("semblance::batch_norm_act");
    private static readonly Operator Plain = Operator.Named("batch_norm");

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Values_gradients_and_running_moments_are_those_of_float64(bool relu, bool added)
    {
        foreach (var (shape, isChannelsLast) in new[] { (new long[] { 40, 16, 9, 7 }, true), ([33, 48, 5, 5], false), ([64, 8, 4, 4], true), ([6, 32, 1, 1], true), ([300, 112], false), ([7, 5], false) })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(7);
            var layer = Layer.Random(rng, shape, isChannelsLast, centre: 3);
            var (fast, exact) = (layer.Run(relu, added), layer.InFloat64().Run(relu, added));
            Assert.Equal(shape, fast.Values.Shape.ToArray());
            foreach (var (value, truth) in fast.All.Zip(exact.All)) Assert.InRange(Distance(value, truth), 0, 5e-6);
        }
    }

    [Fact]
    public void A_mean_far_from_zero_costs_no_more_digits_than_float32_must_lose()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(8);
        var layer = Layer.Random(rng, [64, 16, 16, 16], true, centre: 1000);
        // The input itself is rounded to 6e-5.
        var (fast, exact) = (layer.Run(true, false), layer.InFloat64().Run(true, false));
        Assert.InRange(Distance(fast.Values, exact.Values), 0, 1e-4);
    }

    [Fact]
    public void The_same_bits_every_time()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(9);
        var layer = Layer.Random(rng, [64, 32, 16, 16], true, centre: 1);
        foreach (var (first, second) in layer.Run(true, true).All.Zip(layer.Run(true, true).All)) Assert.Equal(first.ToArray<float>(), second.ToArray<float>());
    }

    [Fact]
    public void Gradients_of_gradients_are_those_of_the_plain_operators()
    {
        foreach (var isChannelsLast in new[] { true, false })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(10);
            var layer = Layer.Random(rng, [8, 16, 6, 6], isChannelsLast, centre: 1);
            foreach (var (value, truth) in layer.Second().Zip(layer.InFloat64().Second())) Assert.InRange(Distance(value, truth), 0, 1e-4);
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_gradient_that_others_see_is_left_alone(bool relu, bool added)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(11);
        var layer = Layer.Random(rng, [20, 16, 8, 8], true, centre: 1);
        var before = layer.Slope.ToArray<float>();
        var (values, inputs) = layer.Values(relu, added);
        var seen = Gradients.Of(values, [inputs[0]], layer.Slope)[0];
        Assert.Equal(before, layer.Slope.ToArray<float>());
        Assert.Equal(layer.Run(relu, added).Slopes[0].ToArray<float>(), seen.ToArray<float>());
    }

    [Fact]
    public void Moments_that_are_known_are_not_taken_again()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(12);
        var (maps, scale, shift) = (Tensor.RandomNormal(rng, [20, 16, 8, 8]).ChannelsLast(), Tensor.RandomNormal(rng, [16]), Tensor.RandomNormal(rng, [16]));
        var (mean, variance) = (Tensor.RandomNormal(rng, [16]).To(ElementType.Float64), Tensor.RandomNormal(rng, [16]).Square().To(ElementType.Float64) + 0.5);
        var known = Tensor.Stack([mean, variance]);
        var (runningMean, runningVariance) = (Tensor.Zeros([16]), Tensor.Ones([16]));
        var values = Fused.Call(maps, Argument.None, scale, shift, runningMean, runningVariance, known, 0.1, 1e-5, false);
        Tensor Wide(Tensor row) => row.To(ElementType.Float64).Reshape(1, 16, 1, 1);
        var exact = ((maps.To(ElementType.Float64) - Wide(mean)) / (Wide(variance) + 1e-5).Sqrt() * Wide(scale)) + Wide(shift);
        Assert.InRange(Distance(values, exact), 0, 1e-6);
        Assert.InRange(Distance(runningMean, mean * 0.1), 0, 1e-6);
        Assert.InRange(Distance(runningVariance, (variance * (0.1 * 1280 / 1279)) + 0.9), 0, 1e-6);
    }

    [Fact]
    public void A_batch_of_one_value_is_refused()
    {
        using var scope = new TensorScope();
        var (zeros, ones) = (Tensor.Zeros([16]), Tensor.Ones([16]));
        Assert.Throws<TorchException>(() => Fused.Call(Tensor.Zeros([1, 16, 1, 1]), Argument.None, ones, zeros, zeros, ones, Argument.None, 0.1, 1e-5, true));
    }

    private static double Distance(Tensor value, Tensor exact) =>
        Math.Sqrt((value.To(ElementType.Float64) - exact).Square().Sum().Item() / Math.Max(1e-30, exact.Square().Sum().Item()));

    private sealed record Result(Tensor Values, Tensor RunningMean, Tensor RunningVariance, IReadOnlyList<Tensor> Slopes)
    {
        public IEnumerable<Tensor> All => [Values, RunningMean, RunningVariance, .. Slopes];
    }

    private sealed record Layer(Tensor Input, Tensor Residual, Tensor Weight, Tensor Bias, Tensor Slope)
    {
        public static Layer Random(Rng rng, long[] shape, bool isChannelsLast, double centre)
        {
            Tensor Draw() => isChannelsLast ? Tensor.RandomNormal(rng, shape).ChannelsLast() : Tensor.RandomNormal(rng, shape);
            Tensor Row() => Tensor.RandomNormal(rng, [shape[1]]);
            return new(Draw() + centre, Draw(), Row() + 1, Row(), Draw());
        }

        public Layer InFloat64() => new(Exact(Input), Exact(Residual), Exact(Weight), Exact(Bias), Exact(Slope));

        public (Tensor Values, Tensor[] Inputs) Values(bool relu, bool added)
        {
            var inputs = Leaves();
            return (Forward(inputs, Tensor.Zeros([Weight.Shape[0]]), Tensor.Ones([Weight.Shape[0]]), relu, added), inputs);
        }

        public Result Run(bool relu, bool added)
        {
            var inputs = Leaves();
            var (mean, variance) = (Tensor.Zeros([Weight.Shape[0]], Weight.ElementType), Tensor.Ones([Weight.Shape[0]], Weight.ElementType));
            var values = Forward(inputs, mean, variance, relu, added);
            Gradients.Backward((values * Slope).Sum());
            return new(values.Detach(), mean, variance, [.. inputs.Where((_, i) => added || i != 1).Select(t => t.Gradient!)]);
        }

        // Gradients of the squared norm of the gradient, with respect to everything.
        public IReadOnlyList<Tensor> Second()
        {
            var inputs = Leaves();
            var (mean, variance) = (Tensor.Zeros([Weight.Shape[0]], Weight.ElementType), Tensor.Ones([Weight.Shape[0]], Weight.ElementType));
            var values = Forward(inputs, mean, variance, relu: true, added: true);
            var slope = Gradients.Of((values.Square() * Slope).Sum(), [inputs[0]], null, createGraph: true)[0];
            return Gradients.Of(slope.Square().Sum(), inputs);
        }

        private static Tensor Exact(Tensor value) => value.To(ElementType.Float64);

        private Tensor[] Leaves()
        {
            Tensor[] leaves = [Input.Detach(), Residual.Detach(), Weight.Detach(), Bias.Detach()];
            foreach (var leaf in leaves) leaf.RequiresGradient = true;
            return leaves;
        }

        private Tensor Forward(Tensor[] inputs, Tensor mean, Tensor variance, bool relu, bool added)
        {
            var (input, residual, weight, bias) = (inputs[0], inputs[1], inputs[2], inputs[3]);
            if (Weight.ElementType == ElementType.Float32) return Fused.Call(input, added ? residual : Argument.None, weight, bias, mean, variance, Argument.None, 0.1, 1e-5, relu);
            var values = Plain.Call(input, weight, bias, mean, variance, true, 0.1, 1e-5, true);
            if (added) values += residual;
            return relu ? values.Relu() : values;
        }
    }
}
