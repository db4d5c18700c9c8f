using Semblance.Tensors;

namespace Semblance.Objectives.BarlowTwins;

/// <summary>Columns shifted to mean 0 and scaled to variance 1 over the batch, and the way back for gradients.</summary>
/// <param name="Rows">Standardised rows, [batch, dim].</param>
/// <param name="Scale">1 / deviation of each column, [dim].</param>
/// <remarks>1e-12 is added to the variance, so that a constant column becomes one of zeros and not one of rounding errors.</remarks>
internal sealed record Standardised(Tensor Rows, Tensor Scale)
{
    private const double Epsilon = 1e-12;

    internal static Standardised Of(Tensor rows)
    {
        var centred = rows - rows.Mean(0, true);
        var scale = (centred.Square().Mean(0) + Epsilon).ReciprocalSqrt();
        return new Standardised(centred.MultiplyInPlace(scale), scale);
    }

    /// <summary>Gradient with respect to the rows before, from one whose columns sum to 0; overwrites its argument.</summary>
    internal Tensor Back(Tensor gradient)
    {
        var along = (gradient * Rows).Mean(0);
        return gradient.AddInPlace(Rows * along, -1).MultiplyInPlace(Scale);
    }
}
