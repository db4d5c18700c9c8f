using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>What is compared of embeddings: the space their columns span, their spectrum, their shape up to a rigid motion.</summary>
internal static class Spans
{
    /// <summary>The leading left singular vectors, [rows, count].</summary>
    internal static Matrix Leading(Matrix z, int count, bool centred = true)
    {
        using var scope = new TensorScope();
        return Matrix.From(Tensor(z, centred).Svd().U.Narrow(1, 0, count));
    }

    /// <summary>Eigenvalues of the covariance, descending.</summary>
    internal static double[] Spectrum(Matrix z, bool centred = true)
    {
        using var scope = new TensorScope();
        return Array.ConvertAll(Tensor(z, centred).SingularValues().ToArray<double>(), s => s * s / z.Rows);
    }

    /// <summary>Numbers above a share of the largest.</summary>
    internal static int Rank(double[] spectrum, double share = 1e-6) => spectrum.Count(s => s > share * spectrum[0]);

    /// <summary>Columns first to first + count - 1.</summary>
    internal static Matrix Columns(Matrix z, int first, int count)
    {
        var part = new Matrix(z.Rows, count);
        for (var row = 0; row < z.Rows; row++) z.Row(row).Slice(first, count).CopyTo(part.Row(row));
        return part;
    }

    /// <summary>Root of the squared distances after the best shift, rotation and reflection (and scale, if wanted), relative to the size of the target.</summary>
    internal static double Procrustes(Matrix target, Matrix z, bool withScale)
    {
        using var scope = new TensorScope();
        var (a, b) = (Tensor(target, true), Tensor(z, true));
        var (u, s, vt) = b.Transpose().MatMul(a).Svd();
        var turned = b.MatMul(u.MatMul(vt));
        if (withScale) turned *= s.Sum() / b.Square().Sum();
        return Math.Sqrt((a - turned).Square().Sum().Item() / a.Square().Sum().Item());
    }

    /// <summary>The best factor from one set of points to another, both centred.</summary>
    internal static double Scale(Matrix from, Matrix to)
    {
        using var scope = new TensorScope();
        var (a, b) = (Tensor(from, true), Tensor(to, true));
        return a.Transpose().MatMul(b).SingularValues().Sum().Item() / a.Square().Sum().Item();
    }

    private static Tensor Tensor(Matrix z, bool centred)
    {
        var x = z.ToTensor();
        return centred ? x - x.Mean(0, true) : x;
    }
}
