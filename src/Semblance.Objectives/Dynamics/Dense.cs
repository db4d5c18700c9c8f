using System.Numerics;
using System.Runtime.InteropServices;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>The few operations on matrices that flows are made of; each returns a new matrix.</summary>
internal static class Dense
{
    /// <summary>Up to so many multiplications the loop here is faster than a call of the engine, or not much slower, and does not depend on its threads.</summary>
    private const long SmallProduct = 1_000_000;

    internal static Matrix Identity(int size) => Diagonal([.. Enumerable.Repeat(1.0, size)]);

    internal static Matrix Diagonal(double[] values)
    {
        var result = new Matrix(values.Length, values.Length);
        for (var i = 0; i < values.Length; i++) result[i, i] = values[i];
        return result;
    }

    internal static Matrix Times(this Matrix left, Matrix right)
    {
        if (left.Columns != right.Rows) throw new ArgumentException($"cannot multiply [{left.Rows}, {left.Columns}] with [{right.Rows}, {right.Columns}]");
        if ((long)left.Rows * left.Columns * right.Columns > SmallProduct)
        {
            using var scope = new TensorScope();
            return Matrix.From(left.ToTensor().MatMul(right.ToTensor()));
        }

        var result = new Matrix(left.Rows, right.Columns);
        for (var i = 0; i < left.Rows; i++)
        {
            var row = result.Row(i);
            for (var k = 0; k < left.Columns; k++) AddScaled(row, right.Row(k), left[i, k]);
        }

        return result;
    }

    internal static Matrix Transpose(this Matrix matrix)
    {
        var result = new Matrix(matrix.Columns, matrix.Rows);
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < matrix.Columns; j++) result[j, i] = matrix[i, j];
        }

        return result;
    }

    internal static Matrix TransposeTimes(this Matrix left, Matrix right) => left.Transpose().Times(right);

    internal static Matrix TimesTranspose(this Matrix left, Matrix right) => left.Times(right.Transpose());

    /// <summary>target += factor * source; each element by itself, so the same on every machine.</summary>
    internal static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(target);
        var parts = new Vector<double>(factor);
        var others = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (var j = 0; j < wide.Length; j++) wide[j] += parts * others[j];
        for (var j = wide.Length * Vector<double>.Count; j < target.Length; j++) target[j] += factor * source[j];
    }

    internal static Matrix Plus(this Matrix left, Matrix right, double factor = 1)
    {
        double[] values = [.. left.Values];
        AddScaled(values, right.Values, factor);
        return new Matrix(left.Rows, left.Columns, values);
    }

    internal static Matrix Scaled(this Matrix matrix, double factor)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        AddScaled(result.Values, matrix.Values, factor);
        return result;
    }

    /// <summary>Each column multiplied with its factor.</summary>
    internal static Matrix ScaleColumns(this Matrix matrix, ReadOnlySpan<double> factors)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (var i = 0; i < matrix.Rows; i++)
        {
            var source = matrix.Row(i);
            var target = result.Row(i);
            for (var j = 0; j < target.Length; j++) target[j] = factors[j] * source[j];
        }

        return result;
    }

    internal static Matrix Symmetric(this Matrix matrix) => matrix.Plus(matrix.Transpose()).Scaled(0.5);

    internal static Matrix Columns(this Matrix matrix, IReadOnlyList<int> columns)
    {
        var result = new Matrix(matrix.Rows, columns.Count);
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < columns.Count; j++) result[i, j] = matrix[i, columns[j]];
        }

        return result;
    }

    internal static double InnerProduct(this Matrix left, Matrix right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Values.Length; i++) sum += left.Values[i] * right.Values[i];
        return sum;
    }

    internal static double[] Diagonal(this Matrix matrix) => [.. Enumerable.Range(0, Math.Min(matrix.Rows, matrix.Columns)).Select(i => matrix[i, i])];

    /// <summary>Squared length of each column.</summary>
    internal static double[] ColumnSquares(this Matrix matrix)
    {
        var result = new double[matrix.Columns];
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < matrix.Columns; j++) result[j] += matrix[i, j] * matrix[i, j];
        }

        return result;
    }

    /// <summary>L^-1 right for the Cholesky factor L of a positive definite matrix.</summary>
    internal static Matrix SolveByFactor(this Matrix definite, Matrix right)
    {
        using var scope = new TensorScope();
        return Matrix.From(definite.ToTensor().Cholesky().SolveTriangular(right.ToTensor(), upper: false));
    }

    /// <summary>X with matrix X = right.</summary>
    internal static Matrix Solve(this Matrix matrix, Matrix right)
    {
        using var scope = new TensorScope();
        return Matrix.From(matrix.ToTensor().Solve(right.ToTensor()));
    }

    /// <summary>Orthonormal columns that span the columns, each with a positive share of the column it came from.</summary>
    internal static Matrix OrthonormalColumns(this Matrix matrix)
    {
        using var scope = new TensorScope();
        return Matrix.From(Stiefel.Orthonormalise(matrix.ToTensor()));
    }

    internal static double[] SingularValues(this Matrix matrix)
    {
        using var scope = new TensorScope();
        return matrix.ToTensor().SingularValues().ToArray<double>();
    }
}
