using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>LiDAR: effective rank of the discriminant matrix in which the views of one sample form a class.</summary>
/// <remarks>Thilak et al. 2023: eigenvalues of Sw^(-1/2) Sb Sw^(-1/2) with Sw = within + delta I, p = value / sum + epsilon, exp(-sum p log p). Directions that do not survive
/// the views do not count, unlike in RankMe. Between-class scatter of means of q views holds within / q of noise, which lifts the rank of few views; <see cref="Debiased"/> takes it away (eigenvalues that rounding or chance makes negative count as 0).
/// In the limit of many samples and views the eigenvalues are r / (1 - r) of the canonical correlations r.</remarks>
public sealed record Lidar
{
    /// <summary>Added to the within-class scatter; above 0, unit of the embeddings squared, default 0.0001 as in the paper.</summary>
    public double Delta { get; init; } = 1e-4;

    /// <summary>Added to every share; >= 0, no unit, default 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>Whether within / q is taken from the between-class scatter, which then estimates the cross-view moment without bias; default false, as in the paper.</summary>
    public bool Debiased { get; init; }

    /// <summary>LiDAR of embeddings with their true groups of views; 0 when the samples do not differ.</summary>
    /// <param name="embeddings">[samples, views, dim], at least two samples and two views; the paper takes 1,000 samples and 50 views.</param>
    /// <exception cref="RequestException">Another shape, or not all numbers are finite.</exception>
    public double Of(Tensor embeddings)
    {
        if (embeddings.Rank != 3 || embeddings.Size(0) < 2 || embeddings.Size(1) < 2)
            throw new RequestException("LiDAR needs [samples, views, dim] with two samples and two views or more", $"got {embeddings}", "stack the views of each sample");
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var values = embeddings.Detach().To(Device.Cpu).To(ElementType.Float64);
        if (!values.AllFinite()) throw new RequestException("LiDAR needs finite numbers", $"{embeddings} holds NaN or infinity", "look for the step at which the embeddings stopped being finite");
        var (samples, views) = (values.Size(0), values.Size(1));
        var means = values.Mean(1, true);
        var rest = (values - means).Reshape(samples * views, -1);
        var between = (means - means.Mean(0, true)).Reshape(samples, -1);
        var within = rest.Transpose().MatMul(rest) * (1.0 / (samples * views));
        var scatter = between.Transpose().MatMul(between) * (1.0 / samples);

        // The unbiased within-class scatter has q - 1 degrees of freedom; the mean of q views keeps 1 / q of it.
        if (Debiased) scatter -= within * (1.0 / (views - 1));
        return Rank(Matrix.From(scatter), Matrix.From(within));
    }

    /// <summary>LiDAR of the moments of pairs, free of the bias of few views: between is the cross-view moment, within is what it leaves of the total.</summary>
    /// <param name="moments">Moments of embeddings.</param>
    public double OfMoments(PairMoments moments) => Rank(moments.Cross, moments.Total.Plus(moments.Cross, -1));

    private double Rank(Matrix between, Matrix within)
    {
        if (!(Delta > 0)) throw new RequestException("delta is above 0", $"got {Delta}", "0.0001 is the paper's");
        using var scope = new TensorScope();
        var factor = (within.Symmetric().ToTensor() + (Tensor.Eye(within.Rows, ElementType.Float64) * Delta)).Cholesky();
        var half = factor.SolveTriangular(between.Symmetric().ToTensor(), upper: false);
        var whitened = Matrix.From(factor.SolveTriangular(half.Transpose().Contiguous(), upper: false));
        var values = SymmetricEigen.Decompose(whitened.Symmetric()).Values.Select(v => Math.Max(v, 0)).ToArray();
        var sum = values.Sum();
        if (sum == 0) return 0;
        return Math.Exp(-values.Select(v => (v / sum) + Epsilon).Where(p => p > 0).Sum(p => p * Math.Log(p)));
    }
}
