using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral;

/// <summary>Rotations that make two diagonals equal at once.</summary>
/// <remarks>For a power of two Hadamard's. Otherwise dim = 2^a * b: Hadamard's of size 2^a, Kronecker a rotation of size b found from seeded random ones by Newton's
/// steps, and sweeps of plane rotations where they do not help. A solution has dim (dim - 1) / 2 angles for 2 (dim - 1) equations: none in general for
/// 3, the best found is then returned. Cost O(b^3) a step, some 10 steps.</remarks>
internal static class JointEqualDiagonal
{
    private const int Starts = 24;
    private const int Steps = 200;
    private const double Tolerance = 3e-15;

    /// <summary>Above this size a sweep costs too much, and a random start is near enough for Newton's steps alone.</summary>
    private const int Swept = 200;

    /// <summary>Rows of an orthogonal Q, [first, dim], for which diag(Q' diag(first) Q) and diag(Q' diag(second) Q) each hold one value.</summary>
    /// <param name="first">At most dim values; missing ones are 0.</param>
    /// <param name="second">As many.</param>
    /// <param name="dim">Dimensions.</param>
    internal static Matrix Rotation(double[] first, double[] second, int dim)
    {
        if (int.IsPow2(dim)) return Hadamard.Rotation(dim, first.Length);
        var block = dim;
        while (int.IsEvenInteger(block) && block / 2 > 3) block /= 2;
        var copies = dim / block;
        var small = Small(Means(first, block, copies), Means(second, block, copies), block);
        var signs = Hadamard.Rotation(copies, copies);
        var matrix = new Matrix(first.Length, dim);
        for (var j = 0; j < matrix.Rows; j++)
        {
            for (var k = 0; k < dim; k++) matrix[j, k] = signs[j / block, k / block] * small[j % block, k % block];
        }

        return matrix;
    }

    /// <summary>What Hadamard's rotation makes of the values whose places differ by multiples of the block.</summary>
    private static double[] Means(double[] values, int block, int copies)
    {
        var means = new double[block];
        for (var k = 0; k < values.Length; k++) means[k % block] += values[k] / copies;
        return means;
    }

    private static Matrix Small(double[] first, double[] second, int size)
    {
        using var silent = new NoGradient();
        Matrix? best = null;
        var least = double.PositiveInfinity;
        for (var start = 0; start < (size > Swept ? 1 : Starts) && least > Tolerance; start++)
        {
            using var scope = new TensorScope();
            var state = new EqualDiagonalState(first, second, new Random(start));
            for (var step = 0; step < Steps && state.Error > Tolerance; step++)
            {
                if (state.Newton()) continue;
                if (size > Swept) break;
                state.Sweep();
            }

            if (state.Error >= least) continue;
            (least, best) = (state.Error, state.Rotation);
        }

        return best!;
    }
}
