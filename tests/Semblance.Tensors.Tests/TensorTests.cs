namespace Semblance.Tensors.Tests;

public sealed class TensorTests
{
    [Fact]
    public void A_matrix_product_is_right()
    {
        using var scope = new TensorScope();
        var a = Tensor.From([1f, 2, 3, 4], 2, 2);
        Assert.Equal([7f, 10, 15, 22], a.MatMul(a).ToArray<float>());
    }

    [Fact]
    public void The_gradient_of_a_square_is_twice_the_value()
    {
        using var scope = new TensorScope();
        var a = Tensor.From([1.0, -2], 2);
        a.RequiresGradient = true;
        Gradients.Backward(a.Square().Sum());
        Assert.Equal([2.0, -4], a.Gradient!.ToArray<double>());
    }

    [Fact]
    public void An_error_names_operator_and_shapes()
    {
        using var scope = new TensorScope();
        var a = Tensor.Zeros([4]);
        var e = Assert.Throws<TorchException>(() => Operator.Named("mm").Call(a, a));
        Assert.Equal("aten::mm(float32 [4], float32 [4]): self must be a matrix", e.Message);
    }
}
