using Semblance.Tensors;

namespace Semblance.Pairs.Neighbours;

/// <summary>What to do with one tile of keys.</summary>
/// <param name="row">Query row within the block.</param>
/// <param name="products">Inner products with consecutive index rows; less <see cref="MetricSpace.Halves"/> they are keys.</param>
/// <param name="firstColumn">Number of the first of these index rows.</param>
internal delegate void TileRow(int row, ReadOnlySpan<float> products, int firstColumn);

/// <summary>Inner products of a block of query rows with all index rows, tile by tile.</summary>
/// <remarks>Prepared index rows are kept between blocks where they are small enough. Halves are left to whoever reads the products, which saves a pass over each tile.</remarks>
internal sealed class Tiles : IDisposable
{
    internal const int QueryRows = 1024;
    private const int IndexRows = 4096;
    private const long MostBytes = 1L << 28;
    private static readonly Operator Product = Operator.Named("mm.out");
    private readonly MetricSpace _index;
    private readonly MetricSpace _query;
    private readonly Tensor _left;
    private readonly Tensor _right;
    private readonly Tensor _tile;
    private readonly bool _isKept;

    internal Tiles(MetricSpace index, MetricSpace query)
    {
        (_index, _query) = (index, query);
        _left = Tensor.Empty([Math.Min(QueryRows, query.Rows), query.Dim]).Keep();
        _isKept = query.Rows > QueryRows && 4L * index.Rows * index.Dim <= MostBytes;
        var columns = Math.Min(IndexRows, index.Rows);
        _right = Tensor.Empty([_isKept ? index.Rows : columns, index.Dim]).Keep();
        _tile = Tensor.Empty([_left.Size(0) * columns]).Keep();
        if (_isKept) _index.Load(_right, 0, index.Rows);
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
            if (!_isKept) _index.Load(_right, first, columns);
            var output = _tile.Narrow(0, 0, (long)rows * columns).Reshape(rows, columns);
            Product.Run(_left.Narrow(0, 0, rows), _right.Narrow(0, _isKept ? first : 0, columns).Transpose(), output);
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
            Parallel.For(0, rows, r => visit(r, new ReadOnlySpan<float>((float*)start + ((long)r * columns), columns), first));
        }
    }
}
