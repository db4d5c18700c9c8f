using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Joint;

/// <summary>weight * supervised contrastive loss (form out) + (1 - weight) * NT-Xent, both at one temperature.</summary>
/// <remarks>Xue, Joshi, Gan, Chen and Mirzasoleiman 2023, section 6, main text (the appendix swaps the two weights). The two losses share their
/// denominators, so the sum costs as much as one.</remarks>
internal sealed class JointObjective(JointOptions options, int tile = LogPartition.Tile) : EmbeddingObjective(JointMethod.Name, needsLabels: true)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var directions = Directions.Of(Tensor.Cat([.. views]));
        var (classes, sizes) = Tensor.Cat([.. Enumerable.Repeat(labels!, views.Count)]).Classes();
        var (all, _, gradient) = LogPartition.Of(directions.Unit, options.Temperature, null, gradients, tile);
        var ofClasses = Alignment.OfClasses(directions.Unit, classes, sizes, gradients);
        var ofViews = Alignment.OfViews(directions.Unit, views.Count, gradients);
        var supervised = all - (ofClasses.Mean * (1 / options.Temperature));
        var selfSupervised = all - (ofViews.Mean * (1 / options.Temperature));
        if (gradient is not null)
        {
            gradient.AddInPlace(ofClasses.Gradient!, -options.Weight / options.Temperature);
            gradient.AddInPlace(ofViews.Gradient!, (options.Weight - 1) / options.Temperature);
        }

        return new Evaluation(
            (supervised * options.Weight) + (selfSupervised * (1 - options.Weight)),
            [new("supervised", supervised), new("self-supervised", selfSupervised)],
            gradient is null ? null : directions.Back(gradient).Split(views[0].Size(0)));
    }
}
