using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Generation;

/// <summary>Distance of two sets of features taken as normal: |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2).</summary>
/// <remarks>Frechet 1957, Dowson and Landau 1982. Known from Inception features as FID (Heusel et al. 2017); here the features are of whatever encoder is named, so that values compare only for
/// one encoder and one number of samples.</remarks>
public static class FrechetDistance
{
    /// <summary>The distance, in squared units of the features.</summary>
    /// <param name="first">Features, [rows, dim] row-major, finite, at least two rows.</param>
    /// <param name="second">Others, of the same dimension.</param>
    /// <param name="dim">Their dimension.</param>
    public static double Of(float[] first, float[] second, int dim)
    {
        foreach (var set in new[] { first, second })
        {
            if (set.Length % dim != 0 || set.Length < 2 * dim) throw new RequestException("a Frechet distance needs two sets of rows", $"{set.Length} numbers for rows of {dim}", "give at least two rows of one length");
        }

        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var (a, b) = (Moments(first, dim), Moments(second, dim));
        var root = Root(a.Covariance);
        var cross = Root(Symmetric(root.MatMul(b.Covariance).MatMul(root)));
        var distance = (a.Mean - b.Mean).Square().Sum() + a.Covariance.Diagonal().Sum() + b.Covariance.Diagonal().Sum() - (cross.Diagonal().Sum() * 2.0);
        return Math.Max(0, distance.Item());
    }

    private static (Tensor Mean, Tensor Covariance) Moments(float[] values, int dim)
    {
        var rows = Tensor.From(values, values.Length / dim, dim).To(ElementType.Float64);
        var mean = rows.Mean(0);
        var centred = rows - mean;
        return (mean, Symmetric(centred.Transpose().MatMul(centred) / (rows.Size(0) - 1.0)));
    }

    private static Tensor Symmetric(Tensor matrix) => (matrix + matrix.Transpose()) * 0.5;

    private static Tensor Root(Tensor matrix)
    {
        var (values, vectors, _) = SymmetricEigen.Decompose(Matrix.From(matrix));
        var axes = vectors.ToTensor();
        return (axes * Tensor.From([.. values.Select(v => Math.Sqrt(Math.Max(v, 0)))], values.Length)).MatMul(axes.Transpose());
    }
}
