using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Joint;

/// <summary>weight * mean over the rows p of the anchor's class of -log (e^s_p / (e^s_p + sum over other classes of e^s)) + (1 - weight) * -log (e^s_own / sum over the anchor's class of e^s).</summary>
/// <remarks>Chen, Fu, Narayan, Zhang, Song, Fatahalian and Re 2022, class-conditional InfoNCE beside a supervised loss whose positives do not repel each other (their weights of the two, one each, are weight 0.5). s are cosines over the temperature
/// between a row of one view, the anchor, and the rows of another. Deviations: the mean is over both orders of every two views (their program takes one order), and similarities of positives are not clamped (their program does, by
/// default). Rows of one view at a time: memory O(tile * batch), cost O(views^2 * batch^2 * dim).</remarks>
internal sealed class ClassConditionalObjective(JointOptions options, int tile = LogPartition.Tile) : EmbeddingObjective(JointMethod.Name, needsLabels: true)
{
    // Below every log sum of similarities, and still finite where a batch holds one class only.
    private const double NoNegatives = -1e6;

    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var directions = views.Select(Directions.Of).ToArray();
        var (classes, sizes) = labels!.Classes();
        var counts = sizes.To(views[0].ElementType).IndexSelect(0, classes);
        var slopes = gradients ? views.Select(Tensor.ZerosLike).ToArray() : null;
        var (supervised, within) = (Tensor.Zeros([], views[0].ElementType, views[0].Device), Tensor.Zeros([], views[0].ElementType, views[0].Device));
        var rows = views[0].Size(0);
        var share = 1.0 / (views.Count * (views.Count - 1) * rows);
        foreach (var (v, w) in Enumerable.Range(0, views.Count).SelectMany(v => Enumerable.Range(0, views.Count).Where(w => w != v).Select(w => (v, w))))
        {
            for (long start = 0; start < rows; start += tile)
            {
                using var scope = new TensorScope();
                var part = new Part(start, Math.Min(tile, rows - start));
                var same = part.Of(classes).Unsqueeze(1).IsEqualTo(classes);
                var anchors = part.Of(directions[v].Unit);
                var similarity = anchors.MatMul(directions[w].Unit.Transpose()).MultiplyInPlace(1 / options.Temperature);
                var (classLoss, classSlope) = Classes(similarity, same, part.Of(counts).Reciprocal().Unsqueeze(1));
                var (ownLoss, ownSlope) = Own(similarity, same, start);
                supervised.AddInPlace(classLoss, share);
                within.AddInPlace(ownLoss, share);
                if (slopes is null) continue;
                var slope = classSlope.MultiplyInPlace(share * options.Weight / options.Temperature).AddInPlace(ownSlope, share * (1 - options.Weight) / options.Temperature);
                part.Of(slopes[v]).AddProductInPlace(slope, directions[w].Unit);
                slopes[w].AddProductInPlace(slope.Transpose(), anchors);
            }
        }

        return new Evaluation(
            (supervised * options.Weight) + (within * (1 - options.Weight)),
            [new("supervised", supervised), new("within-class", within)],
            slopes is null ? null : [.. slopes.Select((s, v) => directions[v].Back(s))]);
    }

    /// <summary>Sum over anchors of the mean over positives of softplus(log sum over other classes - positive), and its slope with respect to the similarities.</summary>
    private static (Tensor Loss, Tensor Slope) Classes(Tensor similarity, Tensor same, Tensor shares)
    {
        var negatives = similarity.MaskedFill(same, double.NegativeInfinity);
        var sum = negatives.LogSumExp(1, true).AtLeast(NoNegatives);
        var margin = sum - similarity;
        var mask = same.To(similarity.ElementType) * shares;
        var pull = margin.Sigmoid().MultiplyInPlace(mask);
        var push = (negatives - sum).ExpInPlace().MultiplyInPlace(pull.Sum(1, true));
        return (margin.SoftPlus().InnerProduct(mask), push.AddInPlace(pull, -1));
    }

    /// <summary>Sum over anchors of log sum over the class - the sample's other view, and its slope.</summary>
    private static (Tensor Loss, Tensor Slope) Own(Tensor similarity, Tensor same, long start)
    {
        var inside = similarity.MaskedFill(same.LogicalNot(), double.NegativeInfinity);
        var sum = inside.LogSumExp(1, true);
        var slope = (inside - sum).ExpInPlace();
        var own = slope.Diagonal(start);
        own.AddInPlace(Tensor.OnesLike(own), -1);
        return (sum.Sum() - similarity.Diagonal(start).Sum(), slope);
    }

    private readonly record struct Part(long Start, long Length)
    {
        internal Tensor Of(Tensor tensor) => tensor.Narrow(0, Start, Length);
    }
}
