using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>Rows scaled to length 1, and the way back for gradients. A row of zeros stays zero and gets no gradient.</summary>
/// <param name="Unit">Unit rows, [rows, dim].</param>
/// <param name="InverseLength">1 / length of each row, [rows, 1]; 0 for a row of zeros.</param>
internal sealed record Directions(Tensor Unit, Tensor InverseLength)
{
    private const double Shortest = 1e-12;

    /// <summary>Normalises the rows of [rows, dim].</summary>
    internal static Directions Of(Tensor rows)
    {
        var length = rows.Norm(-1, true);
        var inverse = length.AtLeast(Shortest).Reciprocal().MultiplyInPlace(length.IsGreaterThan(Shortest));
        return new Directions(rows * inverse, inverse);
    }

    /// <summary>Gradient with respect to the rows from the gradient with respect to the unit rows, which is overwritten.</summary>
    internal Tensor Back(Tensor gradient)
    {
        var along = (gradient * Unit).Sum(-1, true);
        return gradient.AddInPlace(Unit * along, -1).MultiplyInPlace(InverseLength);
    }
}
