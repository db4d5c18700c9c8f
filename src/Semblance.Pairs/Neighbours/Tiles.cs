using Semblance.Tensors;

namespace Semblance.Pairs.Neighbours;

/// <summary>What to do with one tile of keys.</summary>
/// <param name="row">Query row within the block.</param>
/// <param name="products">Inner products with consecutive index rows; less <see cref="MetricSpace.Halves"/> they are keys.</param>
/// <param name="firstColumn">Number of the first of these index rows.</param>
internal delegate void TileRow(int row, ReadOnlySpan<float> products, int firstColumn);

/// <summary>Inner products of a block of query rows with all index rows, tile by tile.</summary>
/// <remarks>Every thread takes a stripe of the query rows and reads a tile right after it has made it, while it is near. Prepared index rows are kept between blocks where they are small enough.
/// Halves are left to whoever reads the products, which saves a pass over each tile.</remarks>
internal sealed class Tiles : IDisposable
{
    internal const int QueryRows = 2048;
    private const int IndexRows = 1024;
    private const long MostBytes = 1L << 28;
    private static readonly Operator Product = Operator.Named("mm.out");
    private readonly MetricSpace _index;
    private readonly MetricSpace _query;
    private readonly Tensor _left;
    private readonly Tensor? _right;
    private readonly int _stripe;

    internal Tiles(MetricSpace index, MetricSpace query)
    {
        (_index, _query) = (index, query);
        var rows = Math.Min(QueryRows, query.Rows);
        _stripe = (rows + Runtime.Threads - 1) / Runtime.Threads;
        _left = Tensor.Empty([rows, query.Dim]).Keep();
        if (query.Rows <= QueryRows || 4L * index.Rows * index.Dim > MostBytes) return;
        _right = Tensor.Empty([index.Rows, index.Dim]).Keep();
        _index.Load(_right, 0, index.Rows);
    }

    /// <summary>Visits every row of every tile; rows in parallel, each in ascending index order.</summary>
    internal void ForEach(int queryStart, int indexStart, TileRow visit)
    {
        var rows = Math.Min(QueryRows, _query.Rows - queryStart);
        _query.Load(_left, queryStart, rows);
        SideBySide.Run((rows + _stripe - 1) / _stripe, s => Stripe(s * _stripe, Math.Min(_stripe, rows - (s * _stripe)), indexStart, visit));
    }

    public void Dispose()
    {
        _left.Dispose();
        _right?.Dispose();
    }

    private unsafe void Stripe(int start, int rows, int indexStart, TileRow visit)
    {
        using var silent = new NoGradient();
        var most = Math.Min(IndexRows, _index.Rows - indexStart);
        var (left, room) = (_left.Narrow(0, start, rows), Tensor.Empty([(long)rows * most]));
        var own = _right is null ? Tensor.Empty([most, _index.Dim]) : null;
        for (var first = indexStart; first < _index.Rows; first += IndexRows)
        {
            using var scope = new TensorScope();
            var columns = Math.Min(IndexRows, _index.Rows - first);
            if (own is not null) _index.Load(own, first, columns);
            var tile = room.Narrow(0, 0, (long)rows * columns).Reshape(rows, columns);
            Product.Run(left, (own ?? _right!).Narrow(0, own is null ? first : 0, columns).Transpose(), tile);
            fixed (float* products = tile.Elements<float>())
            {
                for (var r = 0; r < rows; r++) visit(start + r, new ReadOnlySpan<float>(products + ((long)r * columns), columns), first);
            }
        }
    }
}
