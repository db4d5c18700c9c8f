using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>A weighted sum of two symmetric matrices of one size.</summary>
internal sealed class SumOperator(ISymmetricOperator first, double firstFactor, ISymmetricOperator second, double secondFactor) : ISymmetricOperator
{
    public int Size => first.Size;

    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        first.Multiply(block, result, columns);
        var other = new double[Size * columns];
        second.Multiply(block, other, columns);
        for (var i = 0; i < other.Length; i++) result[i] = (firstFactor * result[i]) + (secondFactor * other[i]);
    }
}
