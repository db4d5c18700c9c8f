using Semblance.Tensors;

namespace Semblance.Objectives.BarlowTwins;

/// <summary>Columns shifted to mean 0 and scaled to variance 1 over the batch, and the way back for gradients.</summary>
/// <param name="Rows">Standardised rows, [batch, dim]; 0 in constant columns.</param>
/// <param name="Scale">1 / deviation of each column, [dim]; 0 for a constant one, whose rounding errors must not be blown up.</param>
internal sealed record Standardised(Tensor Rows, Tensor Scale)
{
    internal static Standardised Of(Tensor rows)
    {
        // A deviation below ten roundings of the column's size is no deviation.
        var (relative, smallest) = rows.ElementType == ElementType.Float64 ? (1e-30, 1e-300) : (4e-13, 1e-37);
        var mean = rows.Mean(0, true);
        var centred = rows - mean;
        var variance = centred.Square().Mean(0);
        var varies = variance.IsGreaterThan((mean.Squeeze(0).Square() + variance) * relative);
        var scale = variance.AtLeast(smallest).ReciprocalSqrt().MultiplyInPlace(varies);
        return new Standardised(centred.MultiplyInPlace(scale), scale);
    }

    /// <summary>Gradient with respect to the rows before, from one whose columns sum to 0; overwrites its argument.</summary>
    internal Tensor Back(Tensor gradient)
    {
        var along = (gradient * Rows).Mean(0);
        return gradient.AddInPlace(Rows * along, -1).MultiplyInPlace(Scale);
    }
}
