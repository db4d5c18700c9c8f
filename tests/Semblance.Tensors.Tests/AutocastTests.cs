namespace Semblance.Tensors.Tests;

public sealed class AutocastTests
{
    [Fact]
    public void Matrix_products_are_short_and_sums_are_not()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([8, 8]);
        using (new Autocast(Device.Cpu, ElementType.BFloat16))
        {
            var product = x.MatMul(x);
            Assert.Equal(ElementType.BFloat16, product.ElementType);
            Assert.Equal(ElementType.Float32, (x + x).ElementType);
            Assert.Equal(512, product.Sum().Item());
        }

        Assert.Equal(ElementType.Float32, x.MatMul(x).ElementType);
    }

    [Fact]
    public void Autocasts_nest_and_restore_what_was_in_force()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([2, 2]);
        using (new Autocast(Device.Cpu, ElementType.BFloat16))
        {
            using (new Autocast(Device.Cpu, ElementType.Float32)) Assert.Equal(ElementType.Float32, x.MatMul(x).ElementType);
            Assert.Equal(ElementType.BFloat16, x.MatMul(x).ElementType);
            using (new Autocast(Device.Cpu, ElementType.BFloat16)) Assert.Equal(ElementType.BFloat16, x.MatMul(x).ElementType);
            Assert.Equal(ElementType.BFloat16, x.MatMul(x).ElementType);
        }

        Assert.Equal(ElementType.Float32, x.MatMul(x).ElementType);
    }

    [Fact]
    public void A_weight_changed_between_two_autocasts_is_cast_anew_and_gets_a_float32_gradient()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([2, 2]);
        var weight = Tensor.Ones([2, 2]);
        weight.RequiresGradient = true;
        for (var step = 1; step <= 3; step++)
        {
            Tensor loss;
            using (new Autocast(Device.Cpu, ElementType.BFloat16)) loss = x.MatMul(weight).To(ElementType.Float32).Sum();
            Assert.Equal(8.0 * step, loss.Item());
            Gradients.Backward(loss);
            Assert.Equal(ElementType.Float32, weight.Gradient!.ElementType);
            using var silent = new NoGradient();
            weight.AddInPlace(Tensor.Ones([2, 2]));
        }
    }

    [Fact]
    public void An_exception_inside_restores_the_mode()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([2, 2]);
        Assert.Throws<TorchException>(() =>
        {
            using var cast = new Autocast(Device.Cpu, ElementType.BFloat16);
            x.Reshape(3);
        });
        Assert.Equal(ElementType.Float32, x.MatMul(x).ElementType);
    }
}
