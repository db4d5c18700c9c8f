using Semblance.Numerics;
using Semblance.Pairs.Relations;

namespace Semblance.Pairs.Tests.Relations;

/// <summary>Slow dense witnesses.</summary>
internal static class Dense
{
    internal static double[,] Of(ISymmetricOperator matrix)
    {
        var n = matrix.Size;
        var result = new double[n, n];
        var (unit, column) = (new double[n], new double[n]);
        for (var j = 0; j < n; j++)
        {
            Array.Clear(unit);
            unit[j] = 1;
            matrix.Multiply(unit, column, 1);
            for (var i = 0; i < n; i++) result[i, j] = column[i];
        }

        return result;
    }

    internal static double[,] Of(int n, Func<int, int, double> entry)
    {
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) result[i, j] = entry(i, j);
        }

        return result;
    }

    internal static void Same(double[,] expected, double[,] actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.GetLength(0), actual.GetLength(0));
        for (var i = 0; i < expected.GetLength(0); i++)
        {
            for (var j = 0; j < expected.GetLength(1); j++) Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= tolerance, $"({i}, {j}): expected {expected[i, j]}, got {actual[i, j]}");
        }
    }

    /// <summary>Every promise of compressed rows, the operators and the written-out form against the expected matrix.</summary>
    internal static void Check(Relation relation, double[,] expected)
    {
        var n = expected.GetLength(0);
        var graph = relation.ToGraph();
        Assert.Equal(n, relation.Count);
        Assert.Equal(n + 1, graph.RowStarts.Length);
        Assert.Equal((0, graph.NonZeros), (graph.RowStarts[0], graph.RowStarts[^1]));
        var written = new double[n, n];
        for (var row = 0; row < n; row++)
        {
            for (var e = graph.RowStarts[row]; e < graph.RowStarts[row + 1]; e++)
            {
                if (e > graph.RowStarts[row]) Assert.True(graph.Columns[(int)e] > graph.Columns[(int)e - 1]);
                Assert.True(graph.Weights[(int)e] > 0);
                written[row, graph.Columns[(int)e]] = graph.Weights[(int)e];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++) Assert.Equal(written[i, j], written[j, i], 0.0);
        }

        Same(expected, written);
        Same(expected, Of(relation.Adjacency));
        Same(expected, Of(graph.Adjacency));
        var degrees = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => expected[i, j])).ToArray();
        for (var i = 0; i < n; i++) Assert.Equal(degrees[i], relation.Degrees[i], 1e-12);
        Assert.Equal(Enumerable.Range(0, n).Any(i => expected[i, i] > 0), relation.HasSelfLoops);
        Same(Of(n, (i, j) => (i == j ? degrees[i] : 0) - expected[i, j]), Of(relation.Laplacian));
        var normalised = Of(n, (i, j) => expected[i, j] == 0 ? 0 : expected[i, j] / Math.Sqrt(degrees[i] * degrees[j]));
        Same(normalised, Of(relation.NormalisedAdjacency));
        Same(normalised, Of(graph.NormalisedAdjacency));
        Same(Of(n, (i, j) => (2 * expected[i, j]) - 1), Of(relation.Contrastive));
        SameBlocks(relation.Adjacency, expected);
    }

    // Several vectors at once, in a block that held something before.
    private static void SameBlocks(ISymmetricOperator matrix, double[,] expected)
    {
        const int columns = 7;
        var n = matrix.Size;
        var random = new Random(5);
        var block = Enumerable.Range(0, n * columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        var result = Enumerable.Repeat(99.0, n * columns).ToArray();
        matrix.Multiply(block, result, columns);
        for (var i = 0; i < n; i++)
        {
            for (var c = 0; c < columns; c++) Assert.Equal(Enumerable.Range(0, n).Sum(j => expected[i, j] * block[(j * columns) + c]), result[(i * columns) + c], 1e-12);
        }
    }
}
