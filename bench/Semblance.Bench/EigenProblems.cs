using System.IO.Compression;
using Semblance.Numerics;
using Semblance.Pairs.Neighbours;

namespace Semblance.Bench;

/// <summary>What the eigen-solvers are measured on.</summary>
internal static class EigenProblems
{
    /// <summary>The first images of an IDX file, pixels in [0, 1], [count, pixels].</summary>
    internal static (float[] Rows, int Dim) Images(string path, int count)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var header = new byte[16];
        stream.ReadExactly(header);
        var dim = ((header[10] << 8) + header[11]) * ((header[14] << 8) + header[15]);
        var bytes = new byte[count * dim];
        stream.ReadExactly(bytes);
        return (Array.ConvertAll(bytes, b => b / 255f), dim);
    }

    /// <summary>Adjacency of the k-nearest-neighbour graph: 1 for mutual neighbours, 1/2 for one-sided ones.</summary>
    internal static SparseMatrix NeighbourGraph(float[] rows, int dim, int k)
    {
        var table = NearestNeighbours.SearchWithin(rows, dim, k, Metric.Euclidean);
        return FromEdges(table.Rows, Enumerable.Range(0, table.Rows * k).Select(i => (i / k, table.Indices[i])), 0.5f);
    }

    /// <summary>A random graph of ten equal blocks: of the edges of a node four in five stay in its block; a ring within each block leaves no node alone.</summary>
    internal static SparseMatrix BlockModel(int nodes, int degree)
    {
        const int Blocks = 10;
        IEnumerable<(int, int)> Edges()
        {
            var random = new Random(1);
            for (var i = 0; i < nodes; i++) yield return (i, (i + Blocks) % nodes);
            for (var e = 0L; e < (long)nodes * (degree - 2) / 2; e++)
            {
                var (a, b) = (random.Next(nodes), random.Next(nodes));
                if (random.Next(5) > 0) b = Math.Min(b - (b % Blocks) + (a % Blocks), nodes - Blocks + (a % Blocks));
                if (a != b) yield return (a, b);
            }
        }

        return FromEdges(nodes, Edges(), 1);
    }

    /// <summary>D^-1/2 A D^-1/2 and the vector sqrt(D 1), its eigenvector of 1.</summary>
    internal static (SparseMatrix Matrix, double[] Root) Normalised(SparseMatrix adjacency)
    {
        var degrees = adjacency.RowSums();
        return (adjacency.Scaled(Array.ConvertAll(degrees, d => 1 / Math.Sqrt(d))), Array.ConvertAll(degrees, Math.Sqrt));
    }

    /// <summary>Sums the weight of each edge into both elements; repeated edges add up.</summary>
    private static SparseMatrix FromEdges(int nodes, IEnumerable<(int A, int B)> edges, float weight)
    {
        var list = edges.ToArray();
        var starts = new long[nodes + 1];
        foreach (var (a, b) in list)
        {
            starts[a + 1]++;
            starts[b + 1]++;
        }

        for (var i = 0; i < nodes; i++) starts[i + 1] += starts[i];
        var (columns, next) = (new int[starts[^1]], starts.AsSpan(0, nodes).ToArray());
        foreach (var (a, b) in list)
        {
            columns[next[a]++] = b;
            columns[next[b]++] = a;
        }

        return Merged(starts, columns, weight);
    }

    private static SparseMatrix Merged(long[] starts, int[] columns, float weight)
    {
        var (values, kept, from) = (new float[columns.Length], 0, 0L);
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            var neighbours = columns.AsSpan((int)from, (int)(starts[row + 1] - from));
            (from, var first) = (starts[row + 1], kept);
            neighbours.Sort();
            foreach (var column in neighbours)
            {
                if (kept == first || columns[kept - 1] != column) (columns[kept], values[kept++]) = (column, 0);
                values[kept - 1] += weight;
            }

            starts[row] = first;
        }

        starts[^1] = kept;
        return new SparseMatrix(starts, columns[..kept], values[..kept]);
    }
}
