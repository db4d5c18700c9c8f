using System.Numerics;
using System.Runtime.Intrinsics;
using Semblance.Tensors;

namespace Semblance.Pairs.Neighbours;

/// <summary>The k nearest other rows of every row of one set: each tile of the upper triangle serves its rows and its columns, which halves the work.</summary>
/// <remarks>Tiles go block row by block row, so every row meets the others in ascending order, as shortlists demand. All rows are kept prepared and
/// all shortlists open at once.</remarks>
internal static class WithinSearch
{
    // Few large products: between them the threads of the matrix library and of the search wait for each other.
    private const int TileRows = 504;
    private const int TileColumns = 2016; // no power of two, or all rows of a tile would compete for the same places in the caches
    private const int Strip = 504; // long runs of a tile's rows, or the caches fetch too late
    private const long MostBytes = 1L << 30;
    private static readonly Operator Product = Operator.Named("mm.out");

    /// <summary>Whether prepared rows and shortlists are small enough to be kept.</summary>
    internal static bool Fits(MetricSpace space, int k) => space.Rows * ((4L * space.Dim) + Shortlist.Bytes(k)) <= MostBytes;

    internal static NeighbourTable Run(MetricSpace space, int k)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var rows = Tensor.Empty([space.Rows, space.Dim]);
        space.Load(rows, 0, space.Rows);
        var lists = new Shortlist[space.Rows];
        for (var r = 0; r < lists.Length; r++)
        {
            lists[r] = new Shortlist(k);
            lists[r].Reset(space.Margin(r, space));
        }

        var room = Tensor.Empty([(long)Math.Min(TileRows, space.Rows) * Math.Min(TileColumns, space.Rows)]);
        for (var top = 0; top < space.Rows; top += TileRows)
        {
            for (var left = top; left < space.Rows; left += TileColumns) Tile(space, rows, room, top, left, lists);
        }

        var table = new NeighbourTable(new int[checked(space.Rows * k)], new float[space.Rows * k], space.Rows, k);
        Parallel.For(0, space.Rows, r => NeighbourSearch.Rank(lists[r], space, space, r, table));
        return table;
    }

    private static unsafe void Tile(MetricSpace space, Tensor rows, Tensor room, int top, int left, Shortlist[] lists)
    {
        using var scope = new TensorScope();
        var (height, width) = (Math.Min(TileRows, space.Rows - top), Math.Min(TileColumns, space.Rows - left));
        var tile = room.Narrow(0, 0, (long)height * width).Reshape(height, width);
        Product.Run(rows.Narrow(0, top, height), rows.Narrow(0, left, width).Transpose(), tile);
        fixed (float* pointer = tile.Elements<float>())
        {
            var start = (nint)pointer;
            Parallel.For(0, height, r =>
            {
                var products = new ReadOnlySpan<float>((float*)start + ((long)r * width), width);
                lists[top + r].Take(products, space.Halves.Slice(left, width), left, top + r);
            });
            var skipped = Math.Max(left, top + height) - left; // the square on the diagonal has served both sides already
            Parallel.For(0, (width - skipped + Strip - 1) / Strip, s =>
            {
                var first = skipped + (s * Strip);
                Columns((float*)start + first, width, space.Halves.Slice(top, height), lists.AsSpan(left + first, Math.Min(Strip, width - first)), top);
            });
        }
    }

    /// <summary>Offers each column of a strip to the list of its row.</summary>
    /// <param name="products">Top left of the strip.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="halves">Of the rows of the tile.</param>
    /// <param name="lists">Of the columns of the strip.</param>
    /// <param name="top">Row number of the first row of the tile.</param>
    private static unsafe void Columns(float* products, int stride, ReadOnlySpan<float> halves, ReadOnlySpan<Shortlist> lists, int top)
    {
        var thresholds = stackalloc float[Strip];
        for (var c = 0; c < lists.Length; c++) thresholds[c] = lists[c].Threshold;
        for (var r = 0; r < halves.Length; r++, products += stride)
        {
            var half = Vector256.Create(halves[r]);
            var c = 0;
            for (; c + 8 <= lists.Length; c += 8)
            {
                var near = Vector256.GreaterThanOrEqual(Vector256.Load(products + c) - half, Vector256.Load(thresholds + c)).ExtractMostSignificantBits();
                for (; near != 0; near &= near - 1)
                {
                    var j = c + BitOperations.TrailingZeroCount(near);
                    thresholds[j] = Offered(lists[j], products[j] - halves[r], top + r);
                }
            }

            for (; c < lists.Length; c++) thresholds[c] = Offered(lists[c], products[c] - halves[r], top + r);
        }
    }

    private static float Offered(Shortlist list, float key, int row)
    {
        list.Offer(key, row);
        return list.Threshold;
    }
}
