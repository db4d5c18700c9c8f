
namespace Semblance.Tensors.Tests.Engine;

/// <summary>The engine's own operator: the upper triangle of X'X.</summary>
public sealed class GramTests
{
    private static readonly Operator UpperGram = Operator.Named("semblance::gram_triu");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 129)]
    [InlineData(1000, 65)]
    public void The_upper_triangle_is_the_product_and_below_it_all_is_zero(int rows, int dim)
    {
        foreach (var (type, tolerance) in new[] { (ElementType.Float64, 1e-12), (ElementType.Float32, 1e-4) })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(5);
            var x = Tensor.RandomNormal(rng, [rows, dim], type);
            var expected = x.Transpose().MatMul(x).To(ElementType.Float64).ToArray<double>();
            var upper = UpperGram.Call(x).To(ElementType.Float64).ToArray<double>();
            for (var i = 0; i < dim; i++)
            {
                for (var j = 0; j < dim; j++) Assert.Equal(j < i ? 0 : expected[(i * dim) + j], upper[(i * dim) + j], tolerance * rows);
            }
        }
    }

    [Fact]
    public void Rows_that_are_not_contiguous_or_missing_are_taken_too()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(6);
        var x = Tensor.RandomNormal(rng, [5, 9], ElementType.Float64);
        var plain = UpperGram.Call(x.Transpose().Contiguous()).ToArray<double>();
        Assert.Equal(plain, UpperGram.Call(x.Transpose()).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([4L, 4L], UpperGram.Call(Tensor.Zeros([0, 4])).Shape.ToArray());
    }

    [Fact]
    public void One_dimension_is_refused()
    {
        using var scope = new TensorScope();
        Assert.Contains("expected rows [n, d]", Assert.Throws<TorchException>(() => UpperGram.Call(Tensor.Zeros([4]))).Message, StringComparison.Ordinal);
    }
}
