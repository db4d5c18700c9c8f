using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Loading;

namespace Semblance.Pairs.Designs;

/// <summary>A block of black and white cells in the corner of every picture, a bit each; with a control arm in which every view has its own.</summary>
/// <remarks>Derived in docs/theory/features.md from the three arms clean, shared, re-sampled: what suppresses is that two views share the mark, not that it covers pixels.</remarks>
internal sealed class WatermarkData : DesignedData
{
    internal static readonly DesignKind Kind = new(
        "watermark",
        "a block of black and white cells in the corner of every picture, the same in all its views, or drawn anew for each (control); factors mark-0, mark-1, ...",
        "derived; three arms as in control studies of shortcut features",
        typeof(WatermarkOptions),
        (options, data, place) => new WatermarkData((WatermarkOptions)options, data, place));

    private const int Across = 4, CellsOfSide = 14;
    private readonly WatermarkOptions _options;
    private readonly DataSet _inner;
    private readonly int[][] _bits;

    private WatermarkData(WatermarkOptions options, DataSet data, DesignPlace place)
        : base(data, place)
    {
        PictureChecks.Check(Kind.Name, data, options.Before, options.Control, 2 * Across);
        (_options, _inner) = (options, data);
        _bits = DrawnBits.Of(options.Count, data.Count, options.Seed, place);
        Factors = [.. data.Factors, .. _bits.Select((values, b) => new SampleFactor($"mark-{b}", values, 2))];
    }

    public override IReadOnlyList<SampleFactor> Factors { get; }

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1)
    {
        _inner.ReadPixels(index, buffer, reduction);
        if (!_options.Before) return;
        var pixels = PictureChecks.Own(buffer);
        var (height, width, channels) = (buffer.Size.Height, buffer.Size.Width, buffer.Channels);
        for (var bit = 0; bit < _options.Count; bit++)
        {
            var (top, left, side) = Cell(bit, height, width);
            for (var y = top; y < top + side; y++) pixels.AsSpan(((y * width) + left) * channels, side * channels).Fill((byte)(255 * _bits[bit][buffer.Index]));
        }
    }

    internal override unsafe void Mark(int sample, MarkedView view)
    {
        _inner.Mark(sample, view);
        if (_options.Before) return;
        var draws = view.Draws(Place.ViewSlot);
        for (var bit = 0; bit < _options.Count; bit++)
        {
            var value = _options.Control && !view.IsPlain ? draws.Bits() >> 31 : (uint)_bits[bit][sample];
            Fill(view.Canvas, bit, value);
        }
    }

    private static unsafe void Fill(Canvas canvas, int bit, float value)
    {
        var (top, left, side) = Cell(bit, canvas.Height, canvas.Width);
        for (var c = 0; c < canvas.Channels; c++)
        {
            for (var y = top; y < top + side; y++) new Span<float>(canvas.Plane(c) + (y * canvas.Width) + left, side).Fill(value);
        }
    }

    /// <summary>A fourteenth of the picture, four cells a row.</summary>
    private static (int Top, int Left, int Side) Cell(int bit, int height, int width)
    {
        var side = Math.Max(1, Math.Min(height, width) / CellsOfSide);
        return (bit / Across * side, bit % Across * side, side);
    }

    internal sealed record WatermarkOptions
    {
        [Option("count", "Cells, a bit each, four in a row.", Min = 1, Max = 24)]
        public int Count { get; init; } = 12;

        [Option("control", "Whether every view has its own cells, so that views share nothing by them; in evaluation the sample's own are shown.")]
        public bool Control { get; init; }

        [Option("before", "Whether the block is painted before augmentation, which then moves and covers it.")]
        public bool Before { get; init; }

        [Option("seed", "Seed of the cells.", Min = 0)]
        public int Seed { get; init; }
    }
}
