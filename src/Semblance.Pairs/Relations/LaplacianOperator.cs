using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>D - A with the degrees D.</summary>
internal sealed class LaplacianOperator(ISymmetricOperator adjacency, double[] degrees) : ISymmetricOperator
{
    public int Size => adjacency.Size;

    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        adjacency.Multiply(block, result, columns);
        for (var row = 0; row < Size; row++)
        {
            for (var c = row * columns; c < (row + 1) * columns; c++) result[c] = (degrees[row] * block[c]) - result[c];
        }
    }
}
