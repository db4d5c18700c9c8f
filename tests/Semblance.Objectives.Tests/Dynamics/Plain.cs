using Semblance.Numerics;

namespace Semblance.Objectives.Tests.Dynamics;

/// <summary>Matrices and integration by plain loops that share nothing with the flows under test.</summary>
internal static class Plain
{
    internal static double[,] Table(int rows, int columns, Func<int, int, double> cell)
    {
        var result = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) result[i, j] = cell(i, j);
        }

        return result;
    }

    internal static double[,] Normal(int rows, int columns, int seed, double scale = 1)
    {
        var random = new Random(seed);
        return Table(rows, columns, (_, _) => scale * Checking.Sample.Normal(random));
    }

    internal static double[,] Diagonal(params double[] values) => Table(values.Length, values.Length, (i, j) => i == j ? values[i] : 0);

    internal static double[,] Of(Matrix matrix) => Table(matrix.Rows, matrix.Columns, (i, j) => matrix[i, j]);

    internal static Matrix Matrix(double[,] table) => new(table.GetLength(0), table.GetLength(1), [.. table.Cast<double>()]);

    internal static double[,] Mul(double[,] a, double[,] b) => Table(a.GetLength(0), b.GetLength(1), (i, j) =>
    {
        var sum = 0.0;
        for (var k = 0; k < a.GetLength(1); k++) sum += a[i, k] * b[k, j];
        return sum;
    });

    internal static double[,] Mul(params double[][,] factors) => factors.Aggregate(Mul);

    internal static double[,] T(double[,] a) => Table(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    internal static double[,] Add(double[,] a, double[,] b, double factor = 1) => Table(a.GetLength(0), a.GetLength(1), (i, j) => a[i, j] + (factor * b[i, j]));

    internal static double[,] Eye(int size) => Table(size, size, (i, j) => i == j ? 1 : 0);

    internal static double Trace(double[,] a) => Enumerable.Range(0, a.GetLength(0)).Sum(i => a[i, i]);

    internal static double[] Diag(double[,] a) => [.. Enumerable.Range(0, a.GetLength(0)).Select(i => a[i, i])];

    internal static double Norm(double[,] a) => Math.Sqrt(a.Cast<double>().Sum(x => x * x));

    internal static double Gap(double[,] a, double[,] b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => Math.Abs(x - y)).Max();

    internal static double Gap(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    /// <summary>Gram-Schmidt, twice, of the columns.</summary>
    internal static double[,] Orthonormal(double[,] a)
    {
        var q = (double[,])a.Clone();
        var rows = a.GetLength(0);
        for (var j = 0; j < a.GetLength(1); j++)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                for (var p = 0; p < j; p++)
                {
                    var overlap = Enumerable.Range(0, rows).Sum(i => q[i, p] * q[i, j]);
                    for (var i = 0; i < rows; i++) q[i, j] -= overlap * q[i, p];
                }
            }

            var length = Math.Sqrt(Enumerable.Range(0, rows).Sum(i => q[i, j] * q[i, j]));
            for (var i = 0; i < rows; i++) q[i, j] /= length;
        }

        return q;
    }

    /// <summary>Eigenvalues of a symmetric matrix, descending, by Jacobi rotations.</summary>
    internal static double[] Eigenvalues(double[,] symmetric)
    {
        var a = (double[,])symmetric.Clone();
        var n = a.GetLength(0);
        for (var sweep = 0; sweep < 30; sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    if (a[p, q] == 0) continue;
                    var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                    var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                    var c = 1 / Math.Sqrt((t * t) + 1);
                    var s = t * c;
                    for (var k = 0; k < n; k++) (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
                    for (var k = 0; k < n; k++) (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
                }
            }
        }

        return [.. Diag(a).OrderDescending()];
    }

    /// <summary>Classical Runge-Kutta of order 4 with fixed steps.</summary>
    internal static double[,] Rk4(Func<double[,], double[,]> slope, double[,] start, double time, int steps)
    {
        var (y, h) = (start, time / steps);
        for (var i = 0; i < steps; i++)
        {
            var k1 = slope(y);
            var k2 = slope(Add(y, k1, h / 2));
            var k3 = slope(Add(y, k2, h / 2));
            var k4 = slope(Add(y, k3, h));
            y = Add(y, Add(Add(k1, k4), Add(k2, k3), 2), h / 6);
        }

        return y;
    }

    /// <summary>A symmetric matrix with given eigenvalues in a seeded random basis, and that basis in columns.</summary>
    internal static (double[,] Matrix, double[,] Basis) Symmetric(double[] values, int seed)
    {
        var basis = Orthonormal(Normal(values.Length, values.Length, seed));
        return (Mul(basis, Diagonal(values), T(basis)), basis);
    }
}
