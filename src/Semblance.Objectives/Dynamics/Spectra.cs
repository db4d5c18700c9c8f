using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>Eigenvalues of small symmetric matrices, descending.</summary>
internal static class Spectra
{
    internal static Eigenpairs Of(Matrix symmetric)
    {
        using var scope = new TensorScope();
        var (values, vectors) = symmetric.ToTensor().EigenSymmetric();
        var (descending, columns) = (values.Flip(0), vectors.Flip(1));

        // The sign of an eigenvector is free: the element of largest magnitude is positive.
        var largest = columns.Gather(0, columns.Abs().ArgMax(0, true)).Sign();
        columns = columns * largest;
        var residuals = (symmetric.ToTensor().MatMul(columns) - (columns * descending)).Norm(0);
        return new Eigenpairs(descending.ToArray<double>(), Matrix.From(columns), residuals.ToArray<double>());
    }

    internal static double[] Values(Matrix symmetric) => Of(symmetric).Values;
}
