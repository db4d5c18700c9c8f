namespace Semblance.Numerics;

/// <summary>A symmetric matrix that is only ever multiplied with: a sparse graph, moments, a sum of both.</summary>
public interface ISymmetricOperator
{
    /// <summary>Rows and columns, n.</summary>
    int Size { get; }

    /// <summary>Multiplies a block of vectors; the result does not depend on timing.</summary>
    /// <param name="block">The vectors as columns, [n, columns] row-major.</param>
    /// <param name="result">Receives the product, [n, columns] row-major; overwritten.</param>
    /// <param name="columns">Number of vectors.</param>
    void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns);
}
