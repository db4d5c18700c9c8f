using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Moments;

namespace Semblance.Objectives.Dynamics;

/// <summary>The symmetric matrix C that drives a linear model: its loss is -Tr(Q'CQ) for embeddings u = Q'x.</summary>
public static class TraceForm
{
    /// <summary>C from pairs or triplets, [d, d].</summary>
    /// <param name="loss">Which loss.</param>
    /// <param name="anchors">X, [n, d].</param>
    /// <param name="positives">X+, [n, d].</param>
    /// <param name="negatives">X-, [n, d]; for <see cref="PairLoss.Triplet"/> only, null otherwise.</param>
    /// <exception cref="RequestException">Shapes differ, or negatives are missing or not wanted.</exception>
    public static Matrix OfSamples(PairLoss loss, Matrix anchors, Matrix positives, Matrix? negatives = null)
    {
        Same(anchors, positives, "positives");
        if ((negatives is null) == (loss == PairLoss.Triplet))
            throw new RequestException("only the triplet loss has negatives", $"{loss} {(negatives is null ? "without" : "with")} negatives", "give negatives to the triplet loss and to no other");
        if (negatives is not null) Same(anchors, negatives, "negatives");
        var share = 1.0 / anchors.Rows;
        if (loss == PairLoss.Distance)
        {
            var difference = anchors.Plus(positives, -1);
            return difference.TransposeTimes(difference).Scaled(-share / 2);
        }

        var pull = negatives is null ? positives : positives.Plus(negatives, -1);
        return anchors.TransposeTimes(pull).Scaled(share).Symmetric();
    }

    /// <summary>C from the moments of pairs, [d, d]; for triplets the limit of many independent negatives, whose effect is to centre.</summary>
    /// <param name="loss">Which loss.</param>
    /// <param name="moments">Moments about the mean.</param>
    /// <remarks>Triplet: Cross. Dot product: Cross + mean mean' (it does not centre). Distance: Cross - Total.</remarks>
    public static Matrix OfMoments(PairLoss loss, PairMoments moments) => loss switch
    {
        PairLoss.Triplet => moments.Cross.Scaled(1),
        PairLoss.DotProduct => moments.Cross.Plus(Outer(moments.Mean)),
        PairLoss.Distance => moments.Cross.Plus(moments.Total, -1),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, null),
    };

    /// <summary>C = F'BF for any features, [d, d].</summary>
    /// <param name="graph">The loss as a graph over n points.</param>
    /// <param name="features">F, one row a point, [n, d].</param>
    public static Matrix OfGraph(PairGraph graph, Matrix features) => features.TransposeTimes(graph.Times(features)).Symmetric();

    /// <summary>The loss of a linear model, -Tr(Q'CQ).</summary>
    /// <param name="form">C, [d, d].</param>
    /// <param name="weights">Q, [d, k].</param>
    public static double Loss(Matrix form, Matrix weights) => -weights.InnerProduct(form.Times(weights));

    private static Matrix Outer(double[] mean)
    {
        var column = new Matrix(mean.Length, 1, mean);
        return column.TimesTranspose(column);
    }

    private static void Same(Matrix anchors, Matrix others, string name)
    {
        if (anchors.Rows == others.Rows && anchors.Columns == others.Columns && anchors.Rows > 0) return;
        throw new RequestException($"{name} and anchors belong together row by row", $"anchors [{anchors.Rows}, {anchors.Columns}], {name} [{others.Rows}, {others.Columns}]", "give one row a pair in both");
    }
}
