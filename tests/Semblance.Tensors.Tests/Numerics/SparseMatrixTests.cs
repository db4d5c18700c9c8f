using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Tensors.Tests.Numerics;

public sealed class SparseMatrixTests
{
    [Theory]
    [InlineData(50, 0.2)]
    [InlineData(700, 0.05)]
    public void Products_are_those_of_loops_for_every_number_of_columns(int size, double density)
    {
        var matrix = Random(size, density, 1);
        foreach (var columns in new[] { 1, 2, 3, 4, 5, 8, 15, 16, 17, 23, 40 })
        {
            var block = Samples.Normal(size, columns, columns);
            var result = new Matrix(size, columns, [.. Enumerable.Repeat(double.NaN, size * columns)]);
            matrix.Multiply(block.Values, result.Values, columns);
            Assert.True(Samples.Distance(Loops(matrix, block), result) < 1e-12, $"{columns} columns");
        }
    }

    [Fact]
    public void Bits_depend_neither_on_the_run_nor_on_the_block()
    {
        var matrix = Random(900, 0.05, 2);
        var block = Samples.Normal(900, 21, 3);
        var (first, second) = (new Matrix(900, 21), new Matrix(900, 21));
        matrix.Multiply(block.Values, first.Values, 21);
        matrix.Multiply(block.Values, second.Values, 21);
        Assert.Equal(first.Values, second.Values);
        for (var c = 0; c < 21; c++)
        {
            var column = new double[900];
            matrix.Multiply(Samples.Columns(block, c, 1).Values, column, 1);
            Assert.Equal(Samples.Columns(first, c, 1).Values, column);
        }
    }

    [Fact]
    public void Single_precision_elements_multiply_as_doubles()
    {
        var matrix = Random(120, 0.1, 4);
        var elements = Enumerable.Range(0, matrix.Count).Select(e => (float)matrix.Value(e)).ToArray();
        var singles = new SparseMatrix(matrix.Starts, matrix.Columns, elements);
        var doubles = new SparseMatrix(matrix.Starts, matrix.Columns, [.. elements.Select(e => (double)e)]);
        var block = Samples.Normal(120, 9, 5);
        var (a, b) = (new Matrix(120, 9), new Matrix(120, 9));
        singles.Multiply(block.Values, a.Values, 9);
        doubles.Multiply(block.Values, b.Values, 9);
        Assert.Equal(b.Values, a.Values);
    }

    [Fact]
    public void Rows_without_elements_give_zero()
    {
        var matrix = Graphs.From(4, [(1, 3, 2.0)]);
        var result = new double[8];
        matrix.Multiply([1, 2, 3, 4, 5, 6, 7, 8], result, 2);
        Assert.Equal([0, 0, 14, 16, 0, 0, 6, 8], result);
        Assert.Equal([0, 2, 0, 2], matrix.RowSums());
        Assert.Equal((4, 2), (matrix.Size, matrix.Count));
    }

    [Fact]
    public void Scaling_multiplies_rows_and_columns()
    {
        var scaled = Graphs.From(3, [(0, 0, 2.0), (0, 2, 3.0)]).Scaled([10, 7, 0.5]);
        Assert.Equal([200, 0, 15, 0, 0, 0, 15, 0, 0], Graphs.ToDense(scaled).Values);
        Assert.Throws<RequestException>(() => Graphs.Cycle(8).Scaled([1, 2]));
    }

    [Fact]
    public void Wrong_arrays_are_refused()
    {
        Refused("do not fit together", [0, 1], [0], []);
        Refused("do not fit together", [0, 2], [0], [1]);
        Refused("do not fit together", [], [], []);
        Refused("do not ascend", [0, 2, 1, 2], [0, 1], [1, 1]);
        Refused("not in order", [0, 2, 4], [1, 0, 0, 1], [1, 1, 1, 1]);
        Refused("not in order", [0, 2, 2], [0, 0], [1, 1]);
        Refused("not in order", [0, 1], [1], [1]);
        Refused("not in order", [0, 1], [-1], [1]);
        Refused("not symmetric", [0, 1, 1], [1], [1]);
        Refused("not symmetric", [0, 1, 2], [1, 0], [1, 2]);
        Refused("not symmetric", [0, 1, 2, 3], [1, 2, 0], [1, 1, 1]);
        Refused("not finite", [0, 1], [0], [double.NaN]);
        Assert.Throws<ArgumentException>(() => Graphs.Cycle(8).Multiply(new double[8], new double[7], 1));
    }

    [Fact]
    public void Operators_are_those_of_dense_matrices()
    {
        var (a, u, v) = (Samples.Symmetric(9, 6), Samples.Normal(9, 2, 7), Samples.Normal(9, 1, 8).Values);
        var dense = Operators.Dense(a);
        Assert.True(Samples.Distance(a, Graphs.ToDense(dense)) < 1e-15);
        Check(Operators.Affine(dense, -2, 0.5), (i, j) => (-2 * a[i, j]) + (i == j ? 0.5 : 0));
        Check(Operators.Scaled(dense, v), (i, j) => v[i] * a[i, j] * v[j]);
        Check(Operators.Deflated(dense, u, [3, -1]), (i, j) => a[i, j] - (3 * u[i, 0] * u[j, 0]) + (u[i, 1] * u[j, 1]));
        Assert.Throws<RequestException>(() => Operators.Scaled(dense, [1, 2]));
        Assert.Throws<RequestException>(() => Operators.Deflated(dense, u, [1]));
        Assert.Throws<RequestException>(() => Operators.Dense(Samples.Normal(3, 3, 9)));
    }

    private static void Check(ISymmetricOperator actual, Func<int, int, double> expected)
    {
        var dense = Graphs.ToDense(actual);
        for (var i = 0; i < dense.Rows; i++)
        {
            for (var j = 0; j < dense.Rows; j++) Assert.Equal(expected(i, j), dense[i, j], 1e-14);
        }
    }

    private static void Refused(string part, long[] starts, int[] columns, double[] values) =>
        Assert.Contains(part, Assert.Throws<RequestException>(() => new SparseMatrix(starts, columns, values)).Message, StringComparison.Ordinal);

    private static SparseMatrix Random(int size, double density, int seed)
    {
        var random = new Random(seed);
        return Graphs.From(size, from i in Enumerable.Range(0, size)
                                 from j in Enumerable.Range(i, size - i)
                                 where random.NextDouble() < density
                                 select (i, j, (2 * random.NextDouble()) - 1));
    }

    private static Matrix Loops(SparseMatrix matrix, Matrix block)
    {
        var result = new Matrix(block.Rows, block.Columns);
        for (var row = 0; row < block.Rows; row++)
        {
            for (var e = matrix.Starts[row]; e < matrix.Starts[row + 1]; e++)
            {
                for (var c = 0; c < block.Columns; c++) result[row, c] += matrix.Value(e) * block[matrix.Columns[e], c];
            }
        }

        return result;
    }
}
