using Semblance.Numerics;

namespace Semblance.Tensors.Tests.Numerics;

/// <summary>Matrices for tests, and products by plain loops.</summary>
internal static class Samples
{
    /// <summary>Standard normal elements.</summary>
    internal static Matrix Normal(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var values = new double[rows * columns];
        for (var i = 0; i < values.Length; i++) values[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return new Matrix(rows, columns, values);
    }

    internal static Matrix Symmetric(int size, int seed) => Combine(Normal(size, size, seed), (a, b) => (a + b) / 2);

    /// <summary>A A' for A [size, rank].</summary>
    internal static Matrix Positive(int size, int rank, int seed)
    {
        var a = Normal(size, rank, seed);
        return Product(a, Transposed(a));
    }

    internal static Matrix Diagonal(params double[] values)
    {
        var result = new Matrix(values.Length, values.Length);
        for (var i = 0; i < values.Length; i++) result[i, i] = values[i];
        return result;
    }

    internal static Matrix Identity(int size) => Diagonal([.. Enumerable.Repeat(1.0, size)]);

    internal static Matrix Product(Matrix a, Matrix b)
    {
        var result = new Matrix(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var k = 0; k < a.Columns; k++)
            {
                for (var j = 0; j < b.Columns; j++) result[i, j] += a[i, k] * b[k, j];
            }
        }

        return result;
    }

    internal static Matrix Transposed(Matrix a)
    {
        var result = new Matrix(a.Columns, a.Rows);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < a.Columns; j++) result[j, i] = a[i, j];
        }

        return result;
    }

    internal static Matrix Columns(Matrix a, int first, int count)
    {
        var result = new Matrix(a.Rows, count);
        for (var i = 0; i < a.Rows; i++) a.Row(i).Slice(first, count).CopyTo(result.Row(i));
        return result;
    }

    internal static double Distance(Matrix a, Matrix b)
    {
        Assert.Equal((a.Rows, a.Columns), (b.Rows, b.Columns));
        return a.Values.Zip(b.Values, (x, y) => Math.Abs(x - y)).DefaultIfEmpty().Max();
    }

    /// <summary>Length of A v - value B v for v scaled to length 1, by loops; B null for the identity.</summary>
    internal static double[] Residuals(Matrix a, Eigenpairs pairs, Matrix? b = null)
    {
        var (av, bv) = (Product(a, pairs.Vectors), b is null ? pairs.Vectors : Product(b, pairs.Vectors));
        return [.. pairs.Values.Select((value, c) =>
        {
            var rows = Enumerable.Range(0, a.Rows);
            return Math.Sqrt(rows.Sum(r => Math.Pow(av[r, c] - (value * bv[r, c]), 2)) / rows.Sum(r => Math.Pow(pairs.Vectors[r, c], 2)));
        })];
    }

    private static Matrix Combine(Matrix a, Func<double, double, double> with)
    {
        var result = new Matrix(a.Rows, a.Rows);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < a.Rows; j++) result[i, j] = with(a[i, j], a[j, i]);
        }

        return result;
    }
}
