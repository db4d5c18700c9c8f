using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.SpectralContrastive;

/// <summary>-2 mean of z_i . z'_i plus the mean of (z_i . z'_j)^2 over i != j.</summary>
/// <remarks>HaoChen, Wei, Gaidon and Ma 2021, equation 6 and algorithm 1: negatives are pairs of different rows, one from each view. More than two views:
/// the mean over all pairs of views. The squares are summed over the batch x batch similarities or as the inner product of the dim x dim
/// moments, whichever is cheaper. Cost O(batch * dim * min(batch, dim)) for two views.</remarks>
internal sealed class SpectralContrastiveObjective(SpectralContrastiveOptions options) : EmbeddingObjective(SpectralContrastiveMethod.Name)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var balls = views.Select(z => Ball.Project(z, options.Radius)).ToArray();
        var rows = balls.Select(b => b.Rows).ToArray();
        var slopes = gradients ? rows.Select(Tensor.ZerosLike).ToArray() : null;
        var (count, dim) = (rows[0].Size(0), rows[0].Size(1));

        // Two views take 3 products with the similarities and 4 with the moments.
        var (similar, squares) = 4 * dim < 3 * count ? ByMoments(rows, slopes) : BySimilarities(rows, slopes);
        var pairs = views.Count * (views.Count - 1) / 2.0;
        var attraction = similar * (-2 / (pairs * count));
        var repulsion = squares * (1 / (pairs * count * (count - 1)));
        return new Evaluation(
            attraction + repulsion,
            [new("attraction", attraction), new("repulsion", repulsion)],
            slopes?.Select((g, v) => balls[v].Back(g.MultiplyInPlace(2 / (pairs * count * (count - 1))))).ToArray());
    }

    /// <summary>Sums of positive similarities and of squared negative ones over pairs of views; gradients in units of 2 / (pairs n (n - 1)).</summary>
    private static (Tensor Similar, Tensor Squares) BySimilarities(Tensor[] rows, Tensor[]? slopes)
    {
        var (similar, squares) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (v, w) in Pairs(rows.Length))
        {
            var similarity = rows[v].MatMul(rows[w].Transpose());
            similar.Add(similarity.Diagonal().Sum());
            similarity.Diagonal().ZeroInPlace();
            squares.Add(similarity.InnerProduct(similarity));
            if (slopes is null) continue;

            // With -(n - 1) on the diagonal one product gives the gradient of both terms.
            similarity.Diagonal().FillInPlace(1.0 - rows[0].Size(0));
            slopes[v].AddProductInPlace(similarity, rows[w]);
            slopes[w].AddProductInPlace(similarity.Transpose(), rows[v]);
        }

        return (Total(similar), Total(squares));
    }

    /// <summary>The same from second moments, |Z Z'^T|^2 = (Z^T Z) . (Z'^T Z').</summary>
    private static (Tensor Similar, Tensor Squares) ByMoments(Tensor[] rows, Tensor[]? slopes)
    {
        var moments = rows.Select(z => z.Transpose().MatMul(z)).ToArray();
        var (similar, squares) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (v, w) in Pairs(rows.Length))
        {
            var positive = (rows[v] * rows[w]).Sum(1);
            similar.Add(positive.Sum());
            squares.Add(moments[v].InnerProduct(moments[w]) - positive.Dot(positive));
            if (slopes is null) continue;
            var factor = (positive + (rows[0].Size(0) - 1.0)).Unsqueeze(1);
            slopes[v].AddInPlace(rows[w] * factor, -1).AddProductInPlace(rows[v], moments[w]);
            slopes[w].AddInPlace(rows[v] * factor, -1).AddProductInPlace(rows[w], moments[v]);
        }

        return (Total(similar), Total(squares));
    }

    private static IEnumerable<(int First, int Second)> Pairs(int views) =>
        Enumerable.Range(0, views).SelectMany(v => Enumerable.Range(v + 1, views - v - 1).Select(w => (v, w)));

    private static Tensor Total(List<Tensor> parts) => parts.Aggregate((a, b) => a + b);
}
