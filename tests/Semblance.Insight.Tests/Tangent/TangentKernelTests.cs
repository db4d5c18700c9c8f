using Semblance.Errors;
using Semblance.Insight.Tangent;
using Semblance.Networks.Encoders;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Tangent;

public sealed class TangentKernelTests
{
    private static Tensor Normal(int seed, params long[] shape)
    {
        using var rng = new Rng(seed);
        return Tensor.RandomNormal(rng, shape, ElementType.Float64);
    }

    /// <summary>K of u = W2 f(W1 x): block (a, b) = [a = b] f(x)'f(y) + x'y sum_j W2_aj W2_bj f'(j, x) f'(j, y).</summary>
    private static double Analytic(Tensor first, Tensor second, Tensor x, bool isRelu, int a, int b, int i, int j)
    {
        var (w, v, s) = (Matrix.From(first), Matrix.From(second), Matrix.From(x));
        double Pre(int unit, int row) => Enumerable.Range(0, s.Columns).Sum(c => w[unit, c] * s[row, c]);
        double Out(double z) => isRelu ? Math.Max(z, 0) : z;
        double Slope(double z) => isRelu ? (z > 0 ? 1 : 0) : 1;
        var inner = Enumerable.Range(0, s.Columns).Sum(c => s[i, c] * s[j, c]);
        return Enumerable.Range(0, w.Rows).Sum(u => ((a == b ? 1 : 0) * Out(Pre(u, i)) * Out(Pre(u, j))) + (inner * v[a, u] * v[b, u] * Slope(Pre(u, i)) * Slope(Pre(u, j))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Equals_the_analytic_kernel_of_a_two_layer_net(bool isRelu)
    {
        using var scope = new TensorScope();
        var (first, second, x) = (Normal(1, 7, 4), Normal(2, 3, 7), Normal(3, 5, 4));
        (first.RequiresGradient, second.RequiresGradient) = (true, true);
        var kernel = TangentKernel.Of(
            s =>
            {
                var hidden = s.MatMul(first.Transpose());
                return (isRelu ? hidden.Relu() : hidden).MatMul(second.Transpose());
            },
            [first, second], x);
        Assert.Equal(3, kernel.Outputs);
        Assert.Equal(49, kernel.Parameters);
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++)
            {
                for (var i = 0; i < 25; i++) Assert.Equal(Analytic(first, second, x, isRelu, a, b, i / 5, i % 5), kernel.Blocks[a, b][i / 5, i % 5], 1e-11);
            }
        }

        Assert.Equal(Enumerable.Range(0, 3).Average(a => kernel.Blocks[a, a][1, 2]), kernel.Mean[1, 2], 1e-12);
    }

    [Theory]
    [InlineData("mlp:hidden=6x5,dim=2", 1, 1, 4)]
    [InlineData("cnn:stem=2,widths=3,strides=1,grid=1", 1, 6, 6)]
    public void Equals_finite_differences_of_an_encoder_and_leaves_it_as_it_was(string spec, int channels, int height, int width)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(4);
        using var encoder = Encoders.Create(spec, channels, height, width, rng);
        encoder.To(ElementType.Float64);
        var x = Normal(5, 3, channels, height, width);
        var kernel = TangentKernel.Of(encoder, x);
        Assert.True(encoder.IsTraining);
        encoder.Train(false);
        var sum = new double[9];
        using (new NoGradient())
        {
            foreach (var (_, parameter) in encoder.Parameters)
            {
                var flat = parameter.Detach().Reshape(-1);
                for (var p = 0; p < flat.Size(0); p++)
                {
                    using var one = new TensorScope();
                    const double step = 1e-6;
                    var place = flat.Narrow(0, p, 1);
                    var old = place.Item();
                    double[] At(double value)
                    {
                        place.CopyInPlace(Tensor.Scalar(value, ElementType.Float64));
                        return encoder.Forward(x).Contiguous().ToArray<double>();
                    }

                    var slope = At(old + step).Zip(At(old - step), (u, v) => (u - v) / (2 * step)).ToArray();
                    _ = At(old);
                    var outputs = slope.Length / 3;
                    for (var i = 0; i < 9; i++) sum[i] += Enumerable.Range(0, outputs).Sum(a => slope[(i / 3 * outputs) + a] * slope[(i % 3 * outputs) + a]) / outputs;
                }
            }
        }

        var size = sum.Max(Math.Abs);
        for (var i = 0; i < 9; i++) Assert.Equal(sum[i], kernel.Mean[i / 3, i % 3], 1e-7 * size);
    }

    [Fact]
    public void Drift_is_zero_for_the_same_kernel_and_sees_size_and_shape_apart()
    {
        using var scope = new TensorScope();
        var (w, x) = (Normal(1, 3, 4), Normal(3, 5, 4));
        w.RequiresGradient = true;
        var one = TangentKernel.Of(s => s.MatMul(w.Transpose()), [w], x);
        var two = TangentKernel.Of(s => s.MatMul(w.Transpose()) * Math.Sqrt(3), [w], x);
        Assert.Equal(new TangentDrift(0, 1), TangentDrift.Between(one, one) with { Alignment = 1 });
        Assert.Equal(2, TangentDrift.Between(one, two).Relative, 1e-12);
        Assert.Equal(1, TangentDrift.Between(one, two).Alignment, 1e-12);
    }

    [Fact]
    public void Too_many_samples_are_refused()
    {
        using var scope = new TensorScope();
        var w = Normal(1, 1, 1);
        w.RequiresGradient = true;
        var e = Assert.Throws<RequestException>(() => TangentKernel.Of(s => s.MatMul(w), [w], Normal(2, 513, 1)));
        Assert.Contains("got 513 - give 1 to 512", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DriftLoss.Supervised, -.97)]
    [InlineData(DriftLoss.Barlow, -.97)]
    [InlineData(DriftLoss.Cosine, -.94)]
    [InlineData(DriftLoss.Orthonormal, .07)]
    public void Drift_falls_with_the_width_unless_the_output_layer_is_held_orthonormal(DriftLoss loss, double slope)
    {
        using var scope = new TensorScope();
        var (centres, noise) = (Normal(7, 4, 8) * 1.2, Normal(8, 24, 8) * 0.4);
        var rows = Tensor.From([.. Enumerable.Range(0, 24).Select(i => (long)i % 4)], 24);
        var anchors = centres.IndexSelect(0, rows) + noise;
        var positives = anchors + (Normal(9, 24, 8) * 0.2);
        var negatives = anchors.Roll(5, 0);
        var targets = Tensor.From([.. Enumerable.Range(0, 24).SelectMany(i => Enumerable.Range(0, 3).Select(c => i % 4 == c ? 1.0 : 0))], 24, 3);
        double At(int width) => Enumerable.Range(0, 2).Average(seed =>
            new WideNetwork { Width = width, Seed = seed, Time = loss == DriftLoss.Orthonormal ? 60 : 40 }.Drift(loss, anchors, positives, negatives, targets).Relative);
        var (narrow, wide) = (At(64), At(512));
        var measured = Math.Log(wide / narrow) / Math.Log(8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{loss}: {narrow:g4} {wide:g4} slope {measured:f3}");
        Assert.InRange(measured, slope - 0.2, slope + 0.2);
        if (loss == DriftLoss.Orthonormal) Assert.True(wide > 0.3, $"{wide}");
    }
}
