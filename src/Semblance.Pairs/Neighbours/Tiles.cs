using System.Numerics;
using Semblance.Tensors;

namespace Semblance.Pairs.Neighbours;

/// <summary>What to do with one tile of keys.</summary>
/// <param name="row">Query row within the block.</param>
/// <param name="keys">Keys against consecutive index rows.</param>
/// <param name="firstColumn">Number of the first of these index rows.</param>
internal delegate void TileRow(int row, ReadOnlySpan<float> keys, int firstColumn);

/// <summary>Keys of a block of query rows against all index rows, tile by tile.</summary>
internal sealed class Tiles : IDisposable
{
    internal const int QueryRows = 1024;
    private const int IndexRows = 4096;
    private static readonly Operator Product = Operator.Named("mm.out");
    private readonly MetricSpace _index;
    private readonly MetricSpace _query;
    private readonly Tensor _left;
    private readonly Tensor _right;
    private readonly Tensor _tile;

    internal Tiles(MetricSpace index, MetricSpace query)
    {
        (_index, _query) = (index, query);
        _left = Tensor.Empty([Math.Min(QueryRows, query.Rows), query.Dim]).Keep();
        _right = Tensor.Empty([Math.Min(IndexRows, index.Rows), index.Dim]).Keep();
        _tile = Tensor.Empty([_left.Size(0) * _right.Size(0)]).Keep();
    }

    /// <summary>Visits every row of every tile; rows of one tile in parallel, tiles in ascending index order.</summary>
    internal void ForEach(int queryStart, int indexStart, TileRow visit)
    {
        using var silent = new NoGradient();
        var rows = Math.Min(QueryRows, _query.Rows - queryStart);
        _query.Load(_left, queryStart, rows);
        for (var first = indexStart; first < _index.Rows; first += IndexRows)
        {
            using var scope = new TensorScope();
            var columns = Math.Min(IndexRows, _index.Rows - first);
            _index.Load(_right, first, columns);
            var output = _tile.Narrow(0, 0, (long)rows * columns).Reshape(rows, columns);
            Product.Run(_left.Narrow(0, 0, rows), _right.Narrow(0, 0, columns).Transpose(), output);
            Visit(output, rows, columns, first, visit);
        }
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        _tile.Dispose();
    }

    private unsafe void Visit(Tensor tile, int rows, int columns, int first, TileRow visit)
    {
        fixed (float* pointer = tile.Elements<float>())
        {
            var start = (nint)pointer;
            Parallel.For(0, rows, r =>
            {
                var keys = new Span<float>((float*)start + ((long)r * columns), columns);
                Subtract(keys, _index.Halves.Slice(first, columns));
                visit(r, keys, first);
            });
        }
    }

    private static void Subtract(Span<float> keys, ReadOnlySpan<float> halves)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= keys.Length; i += Vector<float>.Count) (new Vector<float>(keys[i..]) - new Vector<float>(halves[i..])).CopyTo(keys[i..]);
        for (; i < keys.Length; i++) keys[i] -= halves[i];
    }
}
