using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.BarlowTwins;

/// <summary>The correlation matrix of two views should be the identity.</summary>
/// <remarks>Zbontar, Jing, Misra, LeCun and Deny 2021, equations 1 and 2: exact correlation coefficients, in [-1, 1]. The paper's pseudo-code
/// divides by the unbiased deviation and then by n, which makes them smaller by (n - 1) / n; the authors' program uses batch normalisation,
/// which adds 1e-5 to the variance. More than two views: the mean over all pairs. |A'B|^2 = (AA') . (BB') is used where the batch is the
/// smaller side. Cost O(batch * dim * min(batch, dim)).</remarks>
internal sealed class BarlowTwinsObjective(BarlowTwinsOptions options) : EmbeddingObjective(BarlowTwinsMethod.Name)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var branches = views.Select(Standardised.Of).ToArray();
        var rows = branches.Select(b => b.Rows).ToArray();
        var slopes = gradients ? rows.Select(Tensor.ZerosLike).ToArray() : null;
        var (count, dim) = (rows[0].Size(0), rows[0].Size(1));

        // Two views take 3 products with the correlations and 4 with the Gram matrices.
        var (diagonal, others) = 4 * count < 3 * dim ? ByGram(rows, slopes) : ByCorrelation(rows, slopes);
        var pairs = views.Count * (views.Count - 1) / 2.0;
        var invariance = diagonal * (1 / pairs);
        var redundancy = others * (1 / pairs);
        return new Evaluation(
            invariance + (redundancy * options.OffDiagonal),
            [new("invariance", invariance), new("redundancy", redundancy)],
            slopes?.Select((g, v) => branches[v].Back(g.MultiplyInPlace(2 / (pairs * count)))).ToArray());
    }

    /// <summary>Sums over pairs of views of (c_kk - 1)^2 and of the other c^2; gradients in units of 2 / (pairs n).</summary>
    private (Tensor Diagonal, Tensor Others) ByCorrelation(Tensor[] rows, Tensor[]? slopes)
    {
        var (diagonal, others) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (v, w) in Pairs(rows.Length))
        {
            var correlation = rows[v].Transpose().MatMul(rows[w]).MultiplyInPlace(1.0 / rows[0].Size(0));
            var missing = correlation.Diagonal() - 1;
            diagonal.Add(missing.Dot(missing));
            correlation.Diagonal().ZeroInPlace();
            others.Add(correlation.InnerProduct(correlation));
            if (slopes is null) continue;
            correlation.MultiplyInPlace(options.OffDiagonal).Diagonal().CopyInPlace(missing);
            slopes[v].AddProductInPlace(rows[w], correlation.Transpose());
            slopes[w].AddProductInPlace(rows[v], correlation);
        }

        return (Total(diagonal), Total(others));
    }

    private (Tensor Diagonal, Tensor Others) ByGram(Tensor[] rows, Tensor[]? slopes)
    {
        var count = (double)rows[0].Size(0);
        var grams = rows.Select(z => z.MatMul(z.Transpose())).ToArray();
        var (diagonal, others) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (v, w) in Pairs(rows.Length))
        {
            var correlation = (rows[v] * rows[w]).Mean(0);
            var missing = correlation - 1;
            diagonal.Add(missing.Dot(missing));
            others.Add((grams[v].InnerProduct(grams[w]) * (1 / (count * count))) - correlation.Dot(correlation));
            if (slopes is null) continue;
            var factor = missing - (correlation * options.OffDiagonal);
            slopes[v].AddInPlace(rows[w] * factor).AddProductInPlace(grams[w], rows[v], options.OffDiagonal / count);
            slopes[w].AddInPlace(rows[v] * factor).AddProductInPlace(grams[v], rows[w], options.OffDiagonal / count);
        }

        return (Total(diagonal), Total(others));
    }

    private static IEnumerable<(int First, int Second)> Pairs(int views) =>
        Enumerable.Range(0, views).SelectMany(v => Enumerable.Range(v + 1, views - v - 1).Select(w => (v, w)));

    private static Tensor Total(List<Tensor> parts) => parts.Aggregate((a, b) => a + b);
}
