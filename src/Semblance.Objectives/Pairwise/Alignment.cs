using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>The mean similarity of rows that belong together, u_i . u_p averaged over the positives p of each row i and then over rows.</summary>
/// <param name="Mean">The mean, [].</param>
/// <param name="Gradient">Its gradient with respect to the unit rows, [views * batch, dim]; null when not wanted.</param>
/// <remarks>Sums over positives are products with sums of rows: O(rows * dim), no matrix of similarities.</remarks>
internal sealed record Alignment(Tensor Mean, Tensor? Gradient)
{
    /// <summary>Positives are the other views of the same row.</summary>
    /// <param name="unit">Unit rows, view after view, [views * batch, dim].</param>
    /// <param name="views">Number of views, >= 2.</param>
    /// <param name="gradients">Whether the gradient is wanted.</param>
    internal static Alignment OfViews(Tensor unit, int views, bool gradients)
    {
        var rows = unit.Size(0);
        var stacked = unit.Reshape(views, rows / views, unit.Size(1));
        var others = (stacked.Sum(0, true) - stacked).Reshape(rows, unit.Size(1));
        var mean = unit.InnerProduct(others) * (1.0 / (rows * (views - 1)));
        return new Alignment(mean, gradients ? others.MultiplyInPlace(2.0 / (rows * (views - 1))) : null);
    }

    /// <summary>Positives are all other rows of the same class.</summary>
    /// <param name="unit">Unit rows, [rows, dim].</param>
    /// <param name="classes">Class of each row, counted from 0, int64 [rows].</param>
    /// <param name="sizes">Rows of each class, at least 2, int64 [classes].</param>
    /// <param name="gradients">Whether the gradient is wanted.</param>
    internal static Alignment OfClasses(Tensor unit, Tensor classes, Tensor sizes, bool gradients)
    {
        var rows = unit.Size(0);
        var sums = Tensor.Zeros([sizes.Size(0), unit.Size(1)], unit.ElementType, unit.Device).AddRowsInPlace(classes, unit);
        var others = sums.IndexSelect(0, classes).AddInPlace(unit, -1);
        var weight = (sizes.To(unit.ElementType) - 1).Reciprocal().IndexSelect(0, classes).Unsqueeze(1);
        others.MultiplyInPlace(weight);
        var mean = unit.InnerProduct(others) * (1.0 / rows);
        return new Alignment(mean, gradients ? others.MultiplyInPlace(2.0 / rows) : null);
    }
}
