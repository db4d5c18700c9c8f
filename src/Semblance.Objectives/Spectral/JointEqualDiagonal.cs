using Semblance.Numerics;

namespace Semblance.Objectives.Spectral;

/// <summary>Rotations that make two diagonals equal at once.</summary>
/// <remarks>For a power of two Hadamard's. Otherwise dim = 2^a * b: Hadamard's of size 2^a, Kronecker a rotation of size b found by plane rotations, each the
/// best for its pair of dimensions (it needs only the smaller eigenvector of a 2 x 2 matrix), swept until both diagonals are equal to 1e-14 of their
/// spread; from seeded starts. A solution has dim (dim - 1) / 2 angles for 2 (dim - 1) equations: none in general for 3, the best found is then returned.
/// Cost O(b^3) a sweep, some 50 sweeps.</remarks>
internal static class JointEqualDiagonal
{
    private const int Starts = 24;
    private const int Sweeps = 400;
    private const double Tolerance = 1e-14;

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
        Matrix? best = null;
        var least = double.PositiveInfinity;
        for (var start = 0; start < Starts && least > Tolerance; start++)
        {
            var found = new Sweep(first, second, new Random(start));
            var (count, error) = (0, found.Error);
            for (; count < Sweeps && error > Tolerance; count++)
            {
                found.All();
                error = found.Error;
            }

            if (error >= least) continue;
            (least, best) = (error, found.Rotation);
        }

        return best!;
    }

    /// <summary>Two symmetric matrices of trace 0 and size 1 under one rotation.</summary>
    private sealed class Sweep
    {
        private readonly Matrix[] _matrices;
        private readonly int _size;

        internal Sweep(double[] first, double[] second, Random random)
        {
            _size = first.Length;
            _matrices = [Traceless(first), Traceless(second)];
            Rotation = new Matrix(_size, _size);
            for (var k = 0; k < _size; k++) Rotation[k, k] = 1;
            Pairs((j, k) => Turn(j, k, 2 * Math.PI * random.NextDouble()));
        }

        internal Matrix Rotation { get; }

        internal double Error => _matrices.Max(m => Enumerable.Range(0, _size).Max(k => Math.Abs(m[k, k])));

        /// <summary>Gives every pair of dimensions its best angle.</summary>
        internal void All() => Pairs((j, k) =>
        {
            // With u half the difference of the diagonal and w the element beside it, the new difference is u cos 2t + w sin 2t.
            var (differences, product) = (0.0, 0.0);
            foreach (var m in _matrices)
            {
                var (u, w) = ((m[j, j] - m[k, k]) / 2, m[j, k]);
                differences += ((u * u) - (w * w)) / 2;
                product += u * w;
            }

            var angle = (Math.Atan2(product, differences) + Math.PI) / 4;
            Turn(j, k, angle > Math.PI / 4 ? angle - (Math.PI / 2) : angle);
        });

        private static Matrix Traceless(double[] values)
        {
            var mean = values.Average();
            var length = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)));
            var matrix = new Matrix(values.Length, values.Length);
            for (var k = 0; k < values.Length && length > 0; k++) matrix[k, k] = (values[k] - mean) / length;
            return matrix;
        }

        private void Pairs(Action<int, int> act)
        {
            for (var j = 0; j < _size; j++)
            {
                for (var k = j + 1; k < _size; k++) act(j, k);
            }
        }

        private void Turn(int j, int k, double angle)
        {
            var (sine, cosine) = Math.SinCos(angle);
            Columns(Rotation);
            foreach (var m in _matrices)
            {
                Columns(m);
                for (var i = 0; i < _size; i++) (m[j, i], m[k, i]) = ((cosine * m[j, i]) + (sine * m[k, i]), (cosine * m[k, i]) - (sine * m[j, i]));
            }

            void Columns(Matrix m)
            {
                for (var i = 0; i < _size; i++) (m[i, j], m[i, k]) = ((cosine * m[i, j]) + (sine * m[i, k]), (cosine * m[i, k]) - (sine * m[i, j]));
            }
        }
    }
}
