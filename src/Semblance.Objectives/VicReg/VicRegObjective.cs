using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.VicReg;

/// <summary>Pulls views together, keeps every dimension alive and keeps dimensions apart.</summary>
/// <remarks>Bardes, Ponce and LeCun 2022, equations 1 to 6, with the authors' code where it differs from the text: the variance term is
/// the mean of both branches (each hinge halved), the covariance term the sum of both, variances and covariances use n - 1. More
/// than two views: the mean of the two-view loss over all pairs of views. The covariance term uses the batch x batch Gram matrix
/// where that is smaller: |Z'Z| = |ZZ'| in Frobenius norm. Cost O(batch * dim * min(batch, dim)).</remarks>
internal sealed class VicRegObjective(VicRegOptions options) : EmbeddingObjective(VicRegMethod.Name)
{
    private const double Epsilon = 1e-4;

    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var (count, size) = (views.Count, (double)views[0].Count);
        var centre = views.Aggregate((a, b) => a + b) * (1.0 / count);
        var apart = views.Select(z => z - centre).ToArray();

        // The mean over pairs of |z_v - z_w|^2 is 2 / (V - 1) times the sum of squared distances from the views' centre.
        var invariance = apart.Select(a => a.InnerProduct(a)).Aggregate((a, b) => a + b) * (2 / ((count - 1) * size));
        var branches = views.Select((z, k) => Branch(z, gradients ? apart[k].MultiplyInPlace(options.Invariance * 4 / ((count - 1) * size)) : null, count)).ToArray();
        var variance = branches.Select(b => b.Variance).Aggregate((a, b) => a + b);
        var covariance = branches.Select(b => b.Covariance).Aggregate((a, b) => a + b);
        return new Evaluation(
            (invariance * options.Invariance) + (variance * options.Variance) + (covariance * options.Covariance),
            [new("invariance", invariance), new("variance", variance), new("covariance", covariance)],
            gradients ? apart : null);
    }

    /// <summary>A branch's share of the variance and covariance terms; adds their gradient, weighted, to <paramref name="gradient"/>.</summary>
    private (Tensor Variance, Tensor Covariance) Branch(Tensor embeddings, Tensor? gradient, int views)
    {
        var (rows, dim) = (embeddings.Size(0), embeddings.Size(1));
        var centred = embeddings - embeddings.Mean(0, true);
        var isGram = rows < dim;
        var product = isGram ? centred.MatMul(centred.Transpose()) : centred.Transpose().MatMul(centred);
        var variances = (isGram ? centred.Square().Sum(0) : product.Diagonal()) * (1.0 / (rows - 1));
        var squares = product.InnerProduct(product) * (1 / Math.Pow(rows - 1, 2));
        var covariance = (squares - variances.Dot(variances)) * (2.0 / (views * dim));
        var (variance, slope) = Spread(variances, views);
        if (gradient is not null)
        {
            var covarianceSlope = options.Covariance * 8.0 / (views * dim * (rows - 1));
            var factor = (slope * (2 * options.Variance / (rows - 1))) - (variances * covarianceSlope);
            gradient.AddInPlace(centred * factor);
            var (left, right) = isGram ? (product, centred) : (centred, product);
            gradient.AddProductInPlace(left, right, covarianceSlope / (rows - 1));
        }

        return (variance, covariance);
    }

    /// <summary>The variance term of a branch, [], and its derivative with respect to each variance, [dim].</summary>
    private (Tensor Value, Tensor Slope) Spread(Tensor variances, int views)
    {
        var share = 1.0 / (views * variances.Size(0));
        if (options.VarianceForm == "squared")
        {
            var excess = variances - 1;
            return (excess.Dot(excess) * share, excess * (2 * share));
        }

        var deviation = (variances + Epsilon).Sqrt();
        var missing = (1 - deviation).Relu();
        var slope = missing.IsGreaterThan(0) * (deviation.Reciprocal() * (-0.5 * share));
        return (missing.Sum() * share, slope);
    }
}
