using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>2A - 1 with the all-ones matrix 1.</summary>
internal sealed class ContrastiveOperator(ISymmetricOperator adjacency) : ISymmetricOperator
{
    public int Size => adjacency.Size;

    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        adjacency.Multiply(block, result, columns);
        var sums = new double[columns];
        for (var i = 0; i < Size * columns; i++) sums[i % columns] += block[i];
        for (var i = 0; i < Size * columns; i++) result[i] = (2 * result[i]) - sums[i % columns];
    }
}
