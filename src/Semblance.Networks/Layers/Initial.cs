using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>First values of weights, float32 on the CPU, in the order in which PyTorch draws them.</summary>
internal static class Initial
{
    /// <summary>Uniform in +-1/sqrt(fan in): He's uniform with a = sqrt(5), PyTorch's default for linear and convolution layers.</summary>
    internal static Tensor UniformFanIn(Rng rng, long fanIn, params long[] shape) =>
        Tensor.Empty(shape).UniformInPlace(rng, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));

    /// <summary>Orthonormal rows, uniform over all of them (Haar): the Q factor of a normal matrix with a positive diagonal of R, transposed. [rows, columns], rows at most columns.</summary>
    internal static Tensor Orthonormal(Rng rng, long rows, long columns)
    {
        using var scope = new TensorScope();
        var (q, r) = Tensor.RandomNormal(rng, [columns, rows], ElementType.Float64).Qr();
        return scope.Return((q * r.Diagonal().Sign()).Transpose().Contiguous().To(ElementType.Float32));
    }

    /// <summary>Normal with variance 2 / fan out (He et al. 2015), for convolutions followed by a ReLU.</summary>
    internal static Tensor NormalFanOut(Rng rng, long fanOut, params long[] shape) =>
        Tensor.Empty(shape).NormalInPlace(rng, 0, Math.Sqrt(2.0 / fanOut));
}
