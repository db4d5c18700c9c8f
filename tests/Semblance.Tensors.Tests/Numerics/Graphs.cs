using Semblance.Numerics;

namespace Semblance.Tensors.Tests.Numerics;

/// <summary>Small graphs with known spectra.</summary>
internal static class Graphs
{
    /// <summary>A symmetric matrix from elements of one triangle or the diagonal.</summary>
    internal static SparseMatrix From(int size, IEnumerable<(int Row, int Column, double Value)> elements)
    {
        var all = elements.SelectMany(e => e.Row == e.Column ? [e] : new[] { e, (e.Column, e.Row, e.Value) }).OrderBy(e => e.Item1).ThenBy(e => e.Item2).ToArray();
        var starts = new long[size + 1];
        foreach (var (row, _, _) in all) starts[row + 1]++;
        for (var row = 0; row < size; row++) starts[row + 1] += starts[row];
        return new SparseMatrix(starts, [.. all.Select(e => e.Item2)], [.. all.Select(e => e.Item3)]);
    }

    internal static SparseMatrix Dense(Matrix matrix) => From(matrix.Rows, from row in Enumerable.Range(0, matrix.Rows)
                                                                           from column in Enumerable.Range(row, matrix.Rows - row)
                                                                           select (row, column, matrix[row, column]));

    /// <summary>Adjacency of a cycle: 2 cos(2 pi k / n), all but the ends twice.</summary>
    internal static SparseMatrix Cycle(int size) => From(size, Enumerable.Range(0, size).Select(i => (i, (i + 1) % size, 1.0)));

    /// <summary>Laplacian of a cycle: 2 - 2 cos(2 pi k / n).</summary>
    internal static SparseMatrix CycleLaplacian(int size) =>
        From(size, Enumerable.Range(0, size).SelectMany(i => new[] { (i, i, 2.0), (i, (i + 1) % size, -1.0) }));

    /// <summary>Complete bipartite graph K_{3,3}, normalised: 1, 0, 0, 0, 0, -1.</summary>
    internal static SparseMatrix Bipartite() =>
        From(6, from i in Enumerable.Range(0, 3) from j in Enumerable.Range(3, 3) select (i, j, 1.0 / 3));

    /// <summary>Random graph in equal blocks, normalised by degree: D^-1/2 A D^-1/2, with its degrees.</summary>
    internal static (SparseMatrix Matrix, double[] Degrees) Blocks(int size, int blocks, double inside, double outside, int seed)
    {
        var random = new Random(seed);
        var edges = from i in Enumerable.Range(0, size)
                    from j in Enumerable.Range(i + 1, size - i - 1)
                    where random.NextDouble() < (i % blocks == j % blocks ? inside : outside) || j == i + blocks
                    select (i, j, 1.0);
        var adjacency = From(size, edges);
        var degrees = adjacency.RowSums();
        return (adjacency.Scaled([.. degrees.Select(d => 1 / Math.Sqrt(d))]), degrees);
    }

    internal static Matrix ToDense(ISymmetricOperator matrix)
    {
        var result = new Matrix(matrix.Size, matrix.Size);
        matrix.Multiply(Samples.Identity(matrix.Size).Values, result.Values, matrix.Size);
        return result;
    }
}
