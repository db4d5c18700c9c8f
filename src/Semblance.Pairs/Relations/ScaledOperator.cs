using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>S A S with a diagonal S.</summary>
internal sealed class ScaledOperator(ISymmetricOperator inner, double[] scale) : ISymmetricOperator
{
    public int Size => inner.Size;

    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        var scaled = new double[block.Length];
        for (var row = 0; row < Size; row++)
        {
            for (var c = row * columns; c < (row + 1) * columns; c++) scaled[c] = block[c] * scale[row];
        }

        inner.Multiply(scaled, result, columns);
        for (var row = 0; row < Size; row++)
        {
            for (var c = row * columns; c < (row + 1) * columns; c++) result[c] *= scale[row];
        }
    }
}
