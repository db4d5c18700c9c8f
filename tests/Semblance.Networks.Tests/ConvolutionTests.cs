using Semblance.Tensors;

namespace Semblance.Networks.Tests;

/// <summary>The engine's own convolutions against libtorch's in float64.</summary>
public sealed class ConvolutionTests
{
    private static readonly Operator Fast = Operator.Named("semblance::conv2d");
    private static readonly Operator Slow = Operator.Named("conv2d");

    [Theory]
    [InlineData(8, 16, 16, 16, 16, 3, 1, 1)] // Winograd
    [InlineData(40, 16, 48, 7, 9, 3, 1, 1)]
    [InlineData(130, 64, 32, 4, 4, 3, 1, 1)]
    [InlineData(9, 128, 128, 13, 15, 3, 1, 1)]
    [InlineData(8, 32, 32, 32, 32, 3, 2, 1)] // of stride 2
    [InlineData(12, 16, 32, 32, 30, 3, 2, 1)]
    [InlineData(45, 32, 16, 13, 15, 3, 2, 1)]
    [InlineData(45, 16, 48, 14, 21, 3, 2, 1)]
    [InlineData(520, 48, 16, 3, 4, 3, 2, 1)]
    [InlineData(130, 128, 272, 8, 8, 3, 2, 1)]
    [InlineData(33, 48, 32, 17, 16, 1, 2, 0)] // pointwise
    [InlineData(9, 16, 64, 31, 40, 1, 2, 0)]
    [InlineData(70, 288, 16, 16, 19, 1, 3, 0)]
    [InlineData(2, 16, 16, 8, 8, 3, 1, 1)] // ATen
    [InlineData(8, 32, 32, 33, 32, 3, 2, 0)]
    [InlineData(40, 48, 16, 15, 16, 2, 2, 0)]
    [InlineData(9, 3, 16, 16, 16, 3, 1, 1)]
    [InlineData(64, 8, 24, 8, 8, 3, 1, 1)]
    public void Maps_and_gradients_are_those_of_float64(int batch, int input, int output, int height, int width, int kernel, int stride, int padding)
    {
        foreach (var isChannelsLast in new[] { true, false })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(7);
            var x = Tensor.RandomNormal(rng, [batch, input, height, width]);
            if (isChannelsLast) x = x.ChannelsLast();
            var weight = Tensor.RandomNormal(rng, [output, input, kernel, kernel]) * (1 / Math.Sqrt(kernel * kernel * (double)input));
            var slope = Tensor.RandomNormal(rng, [batch, output, Size(height), Size(width)]);
            var (maps, mapGradient, weightGradient) = Run((a, b) => Fast.Call(a, b, stride, padding), x, weight, slope);
            var exact = Run((a, b) => Plain(a, b, stride, padding), x.To(ElementType.Float64), weight.To(ElementType.Float64), slope.To(ElementType.Float64));
            Assert.Equal([batch, output, Size(height), Size(width)], maps.Shape.ToArray());
            Assert.InRange(Distance(maps, exact.Maps), 0, 5e-6);
            Assert.InRange(Distance(mapGradient, exact.MapGradient), 0, 5e-6);
            Assert.InRange(Distance(weightGradient, exact.WeightGradient), 0, 2e-5);
        }

        long Size(int pixels) => ((pixels + (2 * padding) - kernel) / stride) + 1;
    }

    [Theory]
    [InlineData(16, 32, 3, 1, true)] // Winograd
    [InlineData(16, 32, 3, 1, false)]
    [InlineData(32, 16, 3, 2, true)]
    [InlineData(32, 16, 3, 2, false)]
    [InlineData(48, 16, 1, 2, true)] // pointwise
    [InlineData(48, 16, 1, 2, false)]
    [InlineData(16, 16, 2, 3, false)] // ATen
    public void A_fork_adds_the_gradient_of_the_maps_beside_it(int input, int output, int kernel, int stride, bool isShared)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(11);
        var (x, weight) = (Tensor.RandomNormal(rng, [30, input, 17, 14]).ChannelsLast(), Tensor.RandomNormal(rng, [output, input, kernel, kernel]) * 0.1);
        var beside = Tensor.RandomNormal(rng, [30, input, 17, 14]).ChannelsLast();
        var whole = beside.Clone();
        x.RequiresGradient = weight.RequiresGradient = true;
        var plain = Fast.Call(x, weight, stride, kernel / 2);
        var slope = Tensor.RandomNormal(rng, plain.Shape);
        var expected = Gradients.Of(plain, [x, weight], slope);

        var both = Operator.Named("semblance::conv2d_fork").CallMany(x, weight, stride, kernel / 2);
        Assert.Equal(plain.ToArray<float>(), both[0].ToArray<float>());
        Assert.Equal(x.ToArray<float>(), both[2].ToArray<float>());
        var sum = (both[0] * slope).Sum() + (isShared ? both[2].Sum() : (both[2] * beside).Sum());
        var found = Gradients.Of(sum, [x, weight]);
        Assert.InRange(Distance(found[0], (expected[0] + (isShared ? Tensor.Ones([1]) : whole)).To(ElementType.Float64)), 0, 1e-6);
        Assert.Equal(expected[1].ToArray<float>(), found[1].ToArray<float>());
        Assert.Equal(whole.ToArray<float>(), beside.ToArray<float>());

        var alone = Gradients.Of(Operator.Named("semblance::conv2d_fork").CallMany(x, weight, stride, kernel / 2)[2].Sum(), [x]);
        Assert.All(alone[0].ToArray<float>(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void A_fork_leaves_a_gradient_alone_that_others_see()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(12);
        var (x, weight, slope) = (Tensor.RandomNormal(rng, [16, 16, 16, 16]).ChannelsLast(), Tensor.RandomNormal(rng, [16, 16, 3, 3]) * 0.1, Tensor.RandomNormal(rng, [16, 16, 16, 16]).ChannelsLast());
        var before = slope.ToArray<float>();
        x.RequiresGradient = true;
        var expected = Gradients.Of(Fast.Call(x, weight, 1, 1), [x], slope)[0] + slope;
        var both = Operator.Named("semblance::conv2d_fork").CallMany(x, weight, 1, 1);
        var found = Gradients.Of(both[0] + both[2], [x], slope)[0];
        Assert.Equal(before, slope.ToArray<float>());
        Assert.InRange(Distance(found, expected.To(ElementType.Float64)), 0, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_bits_every_time(int stride)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(8);
        var (x, weight, slope) = (Tensor.RandomNormal(rng, [64, 32, 16, 16]).ChannelsLast(), Tensor.RandomNormal(rng, [32, 32, 3, 3]), Tensor.RandomNormal(rng, [64, 32, 16 / stride, 16 / stride]));
        var first = Run((a, b) => Fast.Call(a, b, stride, 1), x, weight, slope);
        var second = Run((a, b) => Fast.Call(a, b, stride, 1), x, weight, slope);
        Assert.Equal(first.Maps.ToArray<float>(), second.Maps.ToArray<float>());
        Assert.Equal(first.MapGradient.ToArray<float>(), second.MapGradient.ToArray<float>());
        Assert.Equal(first.WeightGradient.ToArray<float>(), second.WeightGradient.ToArray<float>());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void Gradients_of_gradients_are_those_of_the_plain_convolution(int stride, bool isChannelsLast)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(9);
        var (x, weight) = (Tensor.RandomNormal(rng, [64, 32, 16, 16]), Tensor.RandomNormal(rng, [16, 32, 3, 3]) * 0.1);
        if (isChannelsLast) x = x.ChannelsLast();
        foreach (var (fast, slow) in Second((a, b) => Fast.Call(a, b, stride, 1), x, weight).Zip(Second((a, b) => Plain(a, b, stride, 1), x, weight)))
        {
            Assert.InRange(Distance(fast, slow.To(ElementType.Float64)), 0, 1e-5);
        }
    }

    [Theory]
    [InlineData(20, 16, 32, 32, 32, 3, 1)]
    [InlineData(40, 16, 16, 13, 18, 3, 1)]
    [InlineData(31, 32, 48, 15, 22, 3, 2)]
    [InlineData(300, 64, 64, 7, 5, 3, 2)]
    [InlineData(33, 48, 32, 17, 16, 1, 2)]
    public void Moments_are_those_of_the_maps(int batch, int input, int output, int height, int width, int kernel, int stride)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(13);
        var (x, weight) = (Tensor.RandomNormal(rng, [batch, input, height, width]).ChannelsLast() + 2, Tensor.RandomNormal(rng, [output, input, kernel, kernel]) * 0.1);
        var both = Operator.Named("semblance::conv2d_moments").CallMany(x, weight, stride, kernel / 2);
        Assert.Equal(Fast.Call(x, weight, stride, kernel / 2).ToArray<float>(), both[0].ToArray<float>());
        var maps = both[0].To(ElementType.Float64);
        var mean = maps.Mean([0, 2, 3], true);
        Assert.Equal([2, output], both[1].Shape.ToArray());
        Assert.InRange((both[1].Select(0, 0) - mean.Reshape(output)).Abs().Max().Item(), 0, 1e-6 * maps.Abs().Max().Item());
        Assert.InRange(Distance(both[1].Select(0, 1), (maps - mean).Square().Mean([0, 2, 3])), 0, 2e-6);
    }

    [Fact]
    public void Moments_are_none_where_the_library_convolves()
    {
        using var scope = new TensorScope();
        var both = Operator.Named("semblance::conv2d_moments").CallMany(Tensor.Zeros([64, 3, 8, 8]), Tensor.Zeros([16, 3, 3, 3]), 1, 1);
        Assert.Equal([64, 16, 8, 8], both[0].Shape.ToArray());
        Assert.Equal(0, both[1].Count);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = new TensorScope();
        Assert.Throws<TorchException>(() => Fast.Call(Tensor.Zeros([64, 16, 8, 8]), Tensor.Zeros([16, 32, 3, 3]), 1, 1));
    }

    private static (Tensor Maps, Tensor MapGradient, Tensor WeightGradient) Run(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight, Tensor slope)
    {
        var (x, w) = (input.Detach(), weight.Detach());
        (x.RequiresGradient, w.RequiresGradient) = (true, true);
        var maps = convolution(x, w);
        Gradients.Backward((maps * slope).Sum());
        return (maps.Detach(), x.Gradient!, w.Gradient!);
    }

    // Gradients of the squared norm of the gradient of the maps, and of the weights.
    private static IReadOnlyList<Tensor> Second(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight)
    {
        var (x, w) = (input.Detach(), weight.Detach());
        (x.RequiresGradient, w.RequiresGradient) = (true, true);
        var slopes = Gradients.Of(convolution(x, w).Square().Sum(), [x, w], null, createGraph: true);
        return Gradients.Of(slopes[0].Square().Sum() + slopes[1].Square().Sum(), [x, w]);
    }

    private static Tensor Plain(Tensor input, Tensor weight, int stride, int padding) =>
        Slow.Call(input, weight, Argument.None, new long[] { stride, stride }, new long[] { padding, padding });

    private static double Distance(Tensor value, Tensor exact) =>
        Math.Sqrt((value.To(ElementType.Float64) - exact).Square().Sum().Item() / exact.Square().Sum().Item());
}
