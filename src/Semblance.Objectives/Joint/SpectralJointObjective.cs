using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Joint;

/// <summary>-2 (weight * mean over classes of z . z' in a class + (1 - weight) * mean of z . z' over two views of a row) + mean of (z_i . z_j)^2 over i != j.</summary>
/// <remarks>Xue, Joshi, Gan, Chen and Mirzasoleiman 2023, section 3.4 and appendix A.2 on a batch: the form their theorems are about. Classes of the batch count alike, as their mean over classes does. Pairs of an embedding with
/// itself are left out of all three means (the paper keeps them), so that a batch estimates the moments of different views without bias. Embeddings are not normalised. Cost O(views * batch * dim^2).</remarks>
internal sealed class SpectralJointObjective(JointOptions options) : EmbeddingObjective(JointMethod.Name, needsLabels: true)
{
    /// <inheritdoc/>
    protected override Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients)
    {
        var rows = Tensor.Cat([.. views]);
        var (classes, sizes) = Tensor.Cat([.. Enumerable.Repeat(labels!, views.Count)]).Classes();
        var ofViews = Alignment.OfViews(rows, views.Count, gradients);
        var ofClasses = OfClasses(rows, classes, sizes, gradients);
        var pairs = (double)rows.Size(0) * (rows.Size(0) - 1);
        var moments = rows.Transpose().MatMul(rows);
        var lengths = rows.Square().Sum(1, true);
        var repulsion = (moments.InnerProduct(moments) - lengths.InnerProduct(lengths)) * (1 / pairs);
        var (supervised, selfSupervised) = (ofClasses.Mean * -2.0, ofViews.Mean * -2.0);
        Tensor? gradient = null;
        if (gradients)
        {
            gradient = rows.MatMul(moments).AddInPlace(rows * lengths, -1).MultiplyInPlace(4 / pairs);
            gradient.AddInPlace(ofClasses.Gradient!, -2 * options.Weight).AddInPlace(ofViews.Gradient!, -2 * (1 - options.Weight));
        }

        return new Evaluation(
            (supervised * options.Weight) + (selfSupervised * (1 - options.Weight)) + repulsion,
            [new("supervised", supervised), new("self-supervised", selfSupervised), new("repulsion", repulsion)],
            gradient?.Split(views[0].Size(0)));
    }

    /// <summary>Mean over classes of the mean similarity of two different embeddings of the class.</summary>
    private static Alignment OfClasses(Tensor rows, Tensor classes, Tensor sizes, bool gradients)
    {
        var counts = sizes.To(rows.ElementType);
        var sums = Tensor.Zeros([sizes.Size(0), rows.Size(1)], rows.ElementType, rows.Device).AddRowsInPlace(classes, rows);
        var share = (counts * (counts - 1) * sizes.Size(0)).Reciprocal().IndexSelect(0, classes).Unsqueeze(1);
        var others = sums.IndexSelect(0, classes).AddInPlace(rows, -1).MultiplyInPlace(share);
        return new Alignment(rows.InnerProduct(others), gradients ? others * 2 : null);
    }
}
