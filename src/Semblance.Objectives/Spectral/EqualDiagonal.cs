using Semblance.Numerics;

namespace Semblance.Objectives.Spectral;

/// <summary>Rotations that share variances out over the dimensions of an embedding.</summary>
/// <remarks>Such a rotation exists for wanted variances that are no more spread than the given ones (Schur 1923, Horn 1954).</remarks>
internal static class EqualDiagonal
{
    /// <summary>Rows of an orthogonal Q, [variances, dim], for which all of diag(Q' diag(variances) Q) are the same: Hadamard for a power of two, else by plane rotations.</summary>
    internal static Matrix Rotation(double[] variances, int dim)
    {
        if (int.IsPow2(dim)) return Hadamard.Rotation(dim, variances.Length);
        var wanted = new double[dim];
        Array.Fill(wanted, variances.Sum() / dim);
        return Rotation(variances, wanted);
    }

    /// <summary>Rows of an orthogonal Q, [variances, wanted], with diag(Q' diag(variances) Q) = wanted.</summary>
    /// <param name="variances">In any order, at most as many as wanted; missing ones are 0.</param>
    /// <param name="wanted">Majorised by the variances: their j largest sum to no more than the j largest variances, all of them to the same.</param>
    /// <remarks>Takes the wanted values from the largest down. One plane rotation between the smallest value left that is not below it and the next smaller one
    /// makes it; what is left stays diagonal. Cost O(variances * dim).</remarks>
    internal static Matrix Rotation(double[] variances, double[] wanted)
    {
        var dim = wanted.Length;
        var matrix = new Matrix(variances.Length, dim);
        for (var k = 0; k < variances.Length; k++) matrix[k, k] = 1;
        var left = Enumerable.Range(0, dim).Select(k => (Value: k < variances.Length ? variances[k] : 0.0, Column: k)).OrderByDescending(p => p.Value).ToList();
        var place = new int[dim];
        foreach (var target in Enumerable.Range(0, dim).OrderByDescending(k => wanted[k]))
        {
            var value = wanted[target];
            var upper = Math.Max(0, left.FindLastIndex(p => p.Value >= value));
            var lower = Math.Min(upper + 1, left.Count - 1);
            var (high, low) = (left[upper], left[lower]);
            place[target] = high.Column;
            left.RemoveAt(upper);
            if (lower == upper || high.Value <= low.Value || value >= high.Value) continue;
            Turn(matrix, high.Column, low.Column, Math.Clamp((value - low.Value) / (high.Value - low.Value), 0, 1));
            left.RemoveAt(upper);
            var rest = high.Value + low.Value - value;
            var at = left.FindIndex(p => p.Value < rest);
            left.Insert(at < 0 ? left.Count : at, (rest, low.Column));
        }

        var ordered = new Matrix(variances.Length, dim);
        for (var j = 0; j < variances.Length; j++)
        {
            for (var k = 0; k < dim; k++) ordered[j, k] = matrix[j, place[k]];
        }

        return ordered;
    }

    /// <summary>Turns two columns so that the first takes a share of its own square and the rest of the other's.</summary>
    private static void Turn(Matrix matrix, int first, int second, double share)
    {
        var (cosine, sine) = (Math.Sqrt(share), Math.Sqrt(1 - share));
        for (var j = 0; j < matrix.Rows; j++)
        {
            var (a, b) = (matrix[j, first], matrix[j, second]);
            matrix[j, first] = (cosine * a) + (sine * b);
            matrix[j, second] = (cosine * b) - (sine * a);
        }
    }
}
