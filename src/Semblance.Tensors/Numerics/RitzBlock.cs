using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>Approximate eigenpairs: orthonormal vectors, their images under the operator, values and residuals.</summary>
/// <param name="Vectors">[n, k].</param>
/// <param name="Images">A times the vectors, [n, k].</param>
/// <param name="Values">Descending, [k].</param>
/// <param name="Residuals">[k].</param>
internal sealed record RitzBlock(Tensor Vectors, Tensor Images, double[] Values, double[] Residuals)
{
    /// <summary>The best pairs within the span of orthonormal vectors (Rayleigh and Ritz).</summary>
    internal static RitzBlock Of(Tensor vectors, Tensor images)
    {
        using var scope = new TensorScope();
        var inner = vectors.Transpose().MatMul(images);
        var (values, turn) = SymmetricEigen.Descending((inner + inner.Transpose()) * 0.5, vectors.Size(1));
        var (turned, turnedImages) = (scope.Return(vectors.MatMul(turn)), scope.Return(images.MatMul(turn)));
        var difference = turned * values;
        var residuals = difference.AddInPlace(turnedImages, -1).Norm(0).ToArray<double>();
        return new RitzBlock(turned, turnedImages, values.ToArray<double>(), residuals);
    }

    /// <summary>Frees the vectors.</summary>
    internal void Free()
    {
        Vectors.Dispose();
        Images.Dispose();
    }
}
