using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.SupCon;

/// <summary>Each row must find all rows of its class, in any view, among all rows of all views.</summary>
/// <remarks>Khosla et al. 2020, equation 2 (out) and 3 (in). The paper sums over anchors; here, as in the authors' code, their mean over
/// views * batch anchors is taken, without the code's factor temperature / base temperature. The form out costs no more than NT-Xent:
/// sums over positives are products with class sums.</remarks>
internal sealed class SupConObjective(SupConOptions options, int tile = LogPartition.Tile) : EmbeddingObjective(SupConMethod.Name, needsLabels: true)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var directions = Directions.Of(Tensor.Cat([.. views]));
        var (classes, sizes) = Tensor.Cat([.. Enumerable.Repeat(labels!, views.Count)]).Classes();
        var inside = options.Form == "in";
        var (all, same, gradient) = LogPartition.Of(directions.Unit, options.Temperature, inside ? classes : null, gradients, tile);
        Tensor alignment;
        if (inside)
        {
            alignment = (sizes.To(all.ElementType) - 1).Log().IndexSelect(0, classes).Mean() - same!;
        }
        else
        {
            var positives = Alignment.OfClasses(directions.Unit, classes, sizes, gradients);
            alignment = positives.Mean * (-1 / options.Temperature);
            gradient?.AddInPlace(positives.Gradient!, -1 / options.Temperature);
        }

        return new Evaluation(
            alignment + all,
            [new("alignment", alignment), new("uniformity", all)],
            gradient is null ? null : directions.Back(gradient).Split(views[0].Size(0)));
    }
}
