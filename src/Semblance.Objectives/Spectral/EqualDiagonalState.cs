using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral;

/// <summary>Two symmetric matrices of trace 0 and size 1 under one rotation, on the way to diagonals of zeros.</summary>
internal sealed class EqualDiagonalState
{
    private readonly int _size;
    private Matrix[] _matrices;

    /// <summary>Diagonal matrices of two lists of values, turned at random.</summary>
    internal EqualDiagonalState(double[] first, double[] second, Random random)
    {
        _size = first.Length;
        _matrices = [Traceless(first), Traceless(second)];
        Rotation = Identity(_size);
        using var scope = new TensorScope();
        var cells = new double[_size * _size];
        for (var k = 0; k < cells.Length; k++) cells[k] = (2 * random.NextDouble()) - 1;
        (_matrices, Rotation) = Turned(Tensor.From(cells, _size, _size).Qr().Q);
    }

    /// <summary>The rotation so far, [size, size].</summary>
    internal Matrix Rotation { get; private set; }

    /// <summary>The largest element on either diagonal.</summary>
    internal double Error => Largest(_matrices);

    /// <summary>One Newton step of least length; taken only if it halves the error.</summary>
    /// <remarks>Turning j towards k by a small angle t changes element j of a diagonal by 2 t m_jk and element k by the opposite. With the 2 size equations' normal
    /// matrix N the multipliers are N^-1 (-diagonals); the step is made a rotation by Cayley's transform.</remarks>
    internal bool Newton()
    {
        using var scope = new TensorScope();
        var (normal, error) = (new Matrix(2 * _size, 2 * _size), new double[2 * _size]);
        for (var a = 0; a < 2; a++)
        {
            for (var j = 0; j < _size; j++)
            {
                error[(a * _size) + j] = -_matrices[a][j, j];
                for (var b = 0; b < 2; b++) Couple(normal, a, b, j);
            }
        }

        // The sums of both diagonals are fixed: two directions without slope.
        for (var k = 0; k < 2 * _size; k++) normal[k, k] += 1e-13;
        var multipliers = normal.ToTensor().Solve(Tensor.From(error, 2 * _size, 1)).ToArray<double>();
        var (turn, largest) = (new Matrix(_size, _size), 0.0);
        for (var j = 0; j < _size; j++)
        {
            for (var k = j + 1; k < _size; k++)
            {
                var angle = 0.0;
                for (var a = 0; a < 2; a++) angle += 2 * _matrices[a][j, k] * (multipliers[(a * _size) + j] - multipliers[(a * _size) + k]);
                (turn[k, j], turn[j, k]) = (angle / 2, -angle / 2);
                largest = Math.Max(largest, Math.Abs(angle));
            }
        }

        if (!double.IsFinite(largest) || largest > 1) return false;
        var (identity, half) = (Tensor.Eye(_size, ElementType.Float64), turn.ToTensor());
        var next = Turned((identity - half).Solve(identity + half));
        if (!(Largest(next.Matrices) < Error / 2)) return false;
        (_matrices, Rotation) = next;
        return true;
    }

    /// <summary>Gives every pair of dimensions its best angle.</summary>
    internal void Sweep()
    {
        for (var j = 0; j < _size; j++)
        {
            for (var k = j + 1; k < _size; k++)
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
            }
        }
    }

    private static Matrix Traceless(double[] values)
    {
        var mean = values.Average();
        var length = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)));
        var matrix = new Matrix(values.Length, values.Length);
        for (var k = 0; k < values.Length && length > 0; k++) matrix[k, k] = (values[k] - mean) / length;
        return matrix;
    }

    private static Matrix Identity(int size)
    {
        var matrix = new Matrix(size, size);
        for (var k = 0; k < size; k++) matrix[k, k] = 1;
        return matrix;
    }

    private static double Largest(Matrix[] matrices) => matrices.Max(m => Enumerable.Range(0, m.Rows).Max(k => Math.Abs(m[k, k])));

    /// <summary>The elements of the normal matrix that couple element j of one diagonal to all of another.</summary>
    private void Couple(Matrix normal, int a, int b, int j)
    {
        var own = 0.0;
        for (var k = 0; k < _size; k++)
        {
            if (k == j) continue;
            var product = 4 * _matrices[a][j, k] * _matrices[b][j, k];
            own += product;
            normal[(a * _size) + j, (b * _size) + k] = -product;
        }

        normal[(a * _size) + j, (b * _size) + j] = own;
    }

    private (Matrix[] Matrices, Matrix Rotation) Turned(Tensor rotation) => (
        [.. _matrices.Select(m => Matrix.From(rotation.Transpose().MatMul(m.ToTensor()).MatMul(rotation)))],
        Matrix.From(Rotation.ToTensor().MatMul(rotation)));

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
