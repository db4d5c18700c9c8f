using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>Products with a sparse matrix.</summary>
internal sealed class CsrOperator(Csr csr) : ISymmetricOperator
{
    public int Size => csr.Count;

    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        result.Clear();
        for (var row = 0; row < csr.Count; row++)
        {
            var target = result.Slice(row * columns, columns);
            for (var e = csr.Starts[row]; e < csr.Starts[row + 1]; e++)
            {
                var source = block.Slice(csr.Columns[e] * columns, columns);
                for (var c = 0; c < columns; c++) target[c] += csr.Weights[e] * source[c];
            }
        }
    }
}
