using Semblance.Numerics;

namespace Semblance.Objectives.Spectral;

/// <summary>Sylvester's orthogonal matrices with all elements of one size.</summary>
internal static class Hadamard
{
    /// <summary>The first rows of the Hadamard matrix divided by sqrt(size), [rows, size].</summary>
    /// <param name="size">A power of two.</param>
    /// <param name="rows">At most size.</param>
    internal static Matrix Rotation(int size, int rows)
    {
        if (!int.IsPow2(size) || rows > size) throw new ArgumentException($"no {rows} rows of a Hadamard matrix of size {size}");
        var matrix = new Matrix(rows, size);
        var element = 1 / Math.Sqrt(size);
        for (var j = 0; j < rows; j++)
        {
            for (var k = 0; k < size; k++) matrix[j, k] = int.IsEvenInteger(int.PopCount(j & k)) ? element : -element;
        }

        return matrix;
    }
}
