using Semblance.Tensors;

namespace Semblance.Networks.Tests;

/// <summary>The engine's own 3x3 convolution against libtorch's in float64.</summary>
public sealed class Convolution3x3Tests
{
    private static readonly Operator Fast = Operator.Named("semblance::conv3x3");
    private static readonly Operator Slow = Operator.Named("conv2d");

    [Theory]
    [InlineData(8, 16, 16, 16, 16)]
    [InlineData(40, 16, 48, 7, 9)]
    [InlineData(130, 64, 32, 4, 4)]
    [InlineData(150, 32, 16, 1, 2)]
    [InlineData(9, 128, 128, 13, 15)]
    [InlineData(2, 16, 16, 8, 8)]
    [InlineData(64, 8, 24, 8, 8)]
    public void Maps_and_gradients_are_those_of_float64(int batch, int input, int output, int height, int width)
    {
        foreach (var isChannelsLast in new[] { true, false })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(7);
            var x = Tensor.RandomNormal(rng, [batch, input, height, width]);
            if (isChannelsLast) x = x.ChannelsLast();
            var weight = Tensor.RandomNormal(rng, [output, input, 3, 3]) * (1 / Math.Sqrt(9.0 * input));
            var slope = Tensor.RandomNormal(rng, [batch, output, height, width]);
            var (maps, mapGradient, weightGradient) = Run((a, b) => Fast.Call(a, b), x, weight, slope);
            var exact = Run((a, b) => Slow.Call(a, b, Argument.None, new long[] { 1, 1 }, new long[] { 1, 1 }), x.To(ElementType.Float64), weight.To(ElementType.Float64), slope.To(ElementType.Float64));
            Assert.Equal([batch, output, height, width], maps.Shape.ToArray());
            Assert.InRange(Distance(maps, exact.Maps), 0, 5e-6);
            Assert.InRange(Distance(mapGradient, exact.MapGradient), 0, 5e-6);
            Assert.InRange(Distance(weightGradient, exact.WeightGradient), 0, 2e-5);
        }
    }

    [Fact]
    public void The_same_bits_every_time()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(8);
        var (x, weight, slope) = (Tensor.RandomNormal(rng, [16, 32, 16, 16]).ChannelsLast(), Tensor.RandomNormal(rng, [32, 32, 3, 3]), Tensor.RandomNormal(rng, [16, 32, 16, 16]));
        var first = Run((a, b) => Fast.Call(a, b), x, weight, slope);
        var second = Run((a, b) => Fast.Call(a, b), x, weight, slope);
        Assert.Equal(first.Maps.ToArray<float>(), second.Maps.ToArray<float>());
        Assert.Equal(first.MapGradient.ToArray<float>(), second.MapGradient.ToArray<float>());
        Assert.Equal(first.WeightGradient.ToArray<float>(), second.WeightGradient.ToArray<float>());
    }

    [Fact]
    public void Gradients_of_gradients_are_those_of_the_plain_convolution()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(9);
        var (x, weight) = (Tensor.RandomNormal(rng, [8, 16, 16, 16]).ChannelsLast(), Tensor.RandomNormal(rng, [16, 16, 3, 3]) * 0.1);
        var (fast, slow) = (Second((a, b) => Fast.Call(a, b), x, weight), Second((a, b) => Slow.Call(a, b, Argument.None, new long[] { 1, 1 }, new long[] { 1, 1 }), x, weight));
        Assert.InRange(Distance(fast, slow.To(ElementType.Float64)), 0, 1e-5);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = new TensorScope();
        Assert.Throws<TorchException>(() => Fast.Call(Tensor.Zeros([64, 16, 8, 8]), Tensor.Zeros([16, 32, 3, 3])));
    }

    private static (Tensor Maps, Tensor MapGradient, Tensor WeightGradient) Run(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight, Tensor slope)
    {
        var (x, w) = (input.Detach(), weight.Detach());
        (x.RequiresGradient, w.RequiresGradient) = (true, true);
        var maps = convolution(x, w);
        Gradients.Backward((maps * slope).Sum());
        return (maps.Detach(), x.Gradient!, w.Gradient!);
    }

    private static Tensor Second(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight)
    {
        var (x, w) = (input.Detach(), weight.Detach());
        (x.RequiresGradient, w.RequiresGradient) = (true, true);
        var slope = Gradients.Of(convolution(x, w).Square().Sum(), [x], null, createGraph: true)[0];
        return Gradients.Of(slope.Square().Sum(), [w])[0];
    }

    private static double Distance(Tensor value, Tensor exact) =>
        Math.Sqrt((value.To(ElementType.Float64) - exact).Square().Sum().Item() / exact.Square().Sum().Item());
}
