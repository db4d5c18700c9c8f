namespace Semblance.Tensors.Tests;

public sealed class GradientsTests
{
    [Fact]
    public void First_and_second_derivatives_agree_with_finite_differences()
    {
        using var scope = new TensorScope();
        double[] at = [0.3, -0.7, 1.2];
        var x = Tensor.From(at, 3);
        x.RequiresGradient = true;
        var first = Gradients.Of(Function(x), [x], createGraph: true)[0];
        var second = Gradients.Of((first * first).Sum(), [x])[0].ToArray<double>();
        for (var k = 0; k < at.Length; k++)
        {
            Assert.Equal(Slope(v => Function(v).Item(), at, k), first.Select(0, k).Item(), 1e-7);
            Assert.Equal(Slope(v => SquaredSlopes(v), at, k), second[k], 1e-5);
        }

        static Tensor Function(Tensor x) => (x.Exp() * x.Sin() + x.Square() * x.Sum()).Sum();

        static double SquaredSlopes(Tensor x)
        {
            var leaf = x.Clone();
            leaf.RequiresGradient = true;
            return Gradients.Of(Function(leaf), [leaf])[0].Square().Sum().Item();
        }

        static double Slope(Func<Tensor, double> f, double[] at, int k)
        {
            double[] up = [.. at], down = [.. at];
            up[k] += 1e-5;
            down[k] -= 1e-5;
            return (f(Tensor.From(up, 3)) - f(Tensor.From(down, 3))) / 2e-5;
        }
    }

    [Fact]
    public void Weights_on_the_output_and_inputs_it_does_not_depend_on()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([1.0, 2], 2);
        var unused = Tensor.From([5.0], 1);
        x.RequiresGradient = true;
        unused.RequiresGradient = true;
        var found = Gradients.Of(x.Square(), [x, unused], Tensor.From([1.0, 10], 2));
        Assert.Equal([2.0, 40], found[0].ToArray<double>());
        Assert.Equal([0.0], found[1].ToArray<double>());
        Assert.Null(x.Gradient);
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([3.0], 1);
        x.RequiresGradient = true;
        var loss = x.Square().Sum();
        Gradients.Backward(loss, keepGraph: true);
        Gradients.Backward(loss);
        Assert.Equal([12.0], x.Gradient!.ToArray<double>());
        x.Gradient = Tensor.From([1.0], 1);
        Assert.Equal([1.0], x.Gradient!.ToArray<double>());
        x.Gradient = null;
        Assert.Null(x.Gradient);
    }

    [Fact]
    public void What_cannot_be_differentiated_is_refused()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([2]);
        Assert.Contains("does not require grad", Assert.Throws<TorchException>(() => Gradients.Backward(x.Sum())).Message, StringComparison.Ordinal);
        x.RequiresGradient = true;
        Assert.StartsWith("backward(float32 [2]): grad can be implicitly created only for scalar", Assert.Throws<TorchException>(() => Gradients.Backward(x + 1)).Message, StringComparison.Ordinal);
        var loss = x.Square().Sum();
        Gradients.Backward(loss);
        Assert.Throws<TorchException>(() => Gradients.Backward(loss));
        Assert.Throws<TorchException>(() => Tensor.Zeros([2], ElementType.Int64).RequiresGradient = true);
        var between = x * 2.0;
        Assert.Throws<TorchException>(() => between.RequiresGradient = false);
    }

    [Fact]
    public void A_gradient_of_another_shape_or_type_is_refused()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([2]);
        Assert.Throws<TorchException>(() => x.Gradient = Tensor.Zeros([3]));
        Assert.Throws<TorchException>(() => x.Gradient = Tensor.Zeros([2], ElementType.Float64));
    }

    [Fact]
    public void Recording_is_switched_off_and_on_again_even_by_an_exception()
    {
        Assert.True(NoGradient.IsRecording);
        Assert.Throws<TorchException>(() =>
        {
            using var scope = new TensorScope();
            using var outer = new NoGradient();
            using (new NoGradient()) Assert.False(NoGradient.IsRecording);
            Assert.False(NoGradient.IsRecording);
            Tensor.Zeros([2]).Reshape(3);
        });
        Assert.True(NoGradient.IsRecording);
        default(NoGradient).Dispose();
        Assert.True(NoGradient.IsRecording);
    }

    [Fact]
    public void Another_thread_records_whatever_this_one_does()
    {
        using var silent = new NoGradient();
        var isRecording = false;
        var other = new Thread(() => isRecording = NoGradient.IsRecording);
        other.Start();
        other.Join();
        Assert.True(isRecording);
    }

    [Fact]
    public void Detached_tensors_share_elements_and_record_nothing()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([1.0], 1);
        x.RequiresGradient = true;
        var detached = x.Detach();
        Assert.False(detached.RequiresGradient);
        using (new NoGradient()) detached.AddInPlace(Tensor.Full([1], 4, ElementType.Float64));
        Assert.Equal(5, x.Item());
    }
}
