using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>Effective rank of embeddings: the exponential of the entropy of the shares of variance.</summary>
/// <remarks>Roy and Vetterli 2007 on the eigenvalues of the covariance. RankMe (<see cref="Spectral.EffectiveRank"/>) takes singular values of the embeddings with their
/// mean instead, and is larger. With N rows it cannot exceed min(N - 1, dim) and is biased down; <see cref="IsotropicReference"/> states by how much.</remarks>
public static class CovarianceRank
{
    /// <summary>Effective rank of embeddings about their mean, between 1 and min(rows - 1, dim); 0 when they do not vary.</summary>
    /// <param name="embeddings">Any float type, [rows, dim], at least two rows.</param>
    /// <exception cref="RequestException">Not such a matrix, or not all numbers are finite.</exception>
    public static double Of(Tensor embeddings) => OfEigenvalues(Spectrum(embeddings));

    /// <summary>Eigenvalues of the covariance of embeddings, descending, population moments, [min(rows, dim)]; what rounding leaves of a constant counts as 0.</summary>
    /// <param name="embeddings">Any float type, [rows, dim], at least two rows.</param>
    /// <exception cref="RequestException">Not such a matrix, or not all numbers are finite.</exception>
    public static double[] Spectrum(Tensor embeddings)
    {
        if (embeddings.Rank != 2 || embeddings.Size(0) < 2) throw new RequestException("the spectrum of a covariance needs a matrix [rows, dim] of two rows or more", $"got {embeddings}", "flatten each row to one vector");
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var values = embeddings.Detach().To(Device.Cpu).To(ElementType.Float64);
        if (!values.AllFinite()) throw new RequestException("the spectrum of a covariance needs finite numbers", $"{embeddings} holds NaN or infinity", "look for the step at which the embeddings stopped being finite");
        var singular = (values - values.Mean(0, true)).SingularValues().ToArray<double>();

        var floor = 1e-14 * Math.Sqrt(values.Square().Sum().Item());
        return [.. singular.Select(s => s > floor ? s * s / embeddings.Size(0) : 0)];
    }

    /// <summary>Effective rank of a spectrum of variances in any order and unit; 0 when all are 0.</summary>
    /// <param name="eigenvalues">Negative ones, which are rounding, count as 0.</param>
    public static double OfEigenvalues(IReadOnlyList<double> eigenvalues)
    {
        var sum = eigenvalues.Sum(v => Math.Max(v, 0));
        return sum == 0 ? 0 : Math.Exp(-eigenvalues.Where(v => v > 0).Sum(v => v / sum * Math.Log(v / sum)));
    }
}
