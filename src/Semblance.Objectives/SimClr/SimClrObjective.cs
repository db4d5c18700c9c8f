using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.SimClr;

/// <summary>NT-Xent: each row must find its other views among all rows of all views.</summary>
/// <remarks>Chen, Kornblith, Norouzi and Hinton 2020, equation 1 and algorithm 1, averaged over all views * batch anchors. With more than
/// two views the loss of an anchor is averaged over its positives and the denominator holds all rows but the anchor (as in
/// supervised contrastive learning with each sample a class of its own). With a perturbation e the loss is averaged with that of similarities
/// in which all positives are e lower and all others e higher (Robinson et al. 2021, section 4): its log sums are those of positives
/// 2 e / temperature lower, plus that number once for the denominators and the positives together.</remarks>
internal sealed class SimClrObjective(SimClrOptions options, int tile = LogPartition.Tile) : EmbeddingObjective(SimClrMethod.Name)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var directions = Directions.Of(Tensor.Cat([.. views]));
        var positives = Alignment.OfViews(directions.Unit, views.Count, gradients);
        var (all, _, gradient) = LogPartition.Of(directions.Unit, options.Temperature, null, gradients, tile);
        if (options.Perturbation > 0)
        {
            var lead = 2 * options.Perturbation / options.Temperature;
            var (perturbed, _, slope) = LogPartition.Of(directions.Unit, options.Temperature, null, gradients, tile, views[0].Size(0), lead);
            all = ((all + perturbed) * 0.5) + (lead / 2);
            gradient?.AddInPlace(slope!).MultiplyInPlace(0.5);
        }

        var alignment = positives.Mean * (-1 / options.Temperature);
        gradient?.AddInPlace(positives.Gradient!, -1 / options.Temperature);
        return new Evaluation(
            alignment + all,
            [new("alignment", alignment), new("uniformity", all)],
            gradient is null ? null : directions.Back(gradient).Split(views[0].Size(0)));
    }
}
