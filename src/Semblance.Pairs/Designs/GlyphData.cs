using Semblance.Options;
using Semblance.Pairs.Loading;

namespace Semblance.Pairs.Designs;

/// <summary>A digit stamped nine times over every picture by the larger value: two objects in one picture, of which one may be learnt at the cost of the other.</summary>
/// <remarks>After DigitOnImageNet of Chen, Luo and Li 2021, with digits drawn by rule instead of MNIST's. The fewer distinct digit images there are, the easier they are to learn.</remarks>
internal sealed class GlyphData : DesignedData
{
    internal static readonly DesignKind Kind = new(
        "glyphs",
        "a digit stamped nine times over every picture, the same in all its views, or drawn anew for each (control); factors glyph (0-9) and glyph-image",
        "Chen, Luo and Li 2021, DigitOnImageNet, with digits drawn by rule",
        typeof(GlyphOptions),
        (options, data, place) => new GlyphData((GlyphOptions)options, data, place));

    private const int Side = 3;
    private readonly GlyphOptions _options;
    private readonly DataSet _inner;
    private readonly GlyphImage[] _images;
    private readonly int[] _chosen;

    private GlyphData(GlyphOptions options, DataSet data, DesignPlace place)
        : base(data, place)
    {
        PictureChecks.Check(Kind.Name, data, options.Before, options.Control, Side * GlyphImage.Cell);
        (_options, _inner) = (options, data);
        _images = [.. Enumerable.Range(0, options.Count).Select(k => GlyphImage.Draw(options.Seed, k))];
        _chosen = new int[data.Count];
        for (var i = 0; i < _chosen.Length; i++)
        {
            var draws = place.Truth(options.Seed, i);
            _chosen[i] = draws.Below(options.Count);
        }

        Factors = [.. data.Factors, new SampleFactor("glyph", Array.ConvertAll(_chosen, k => _images[k].Digit), 10), new SampleFactor("glyph-image", _chosen, options.Count)];
    }

    public override IReadOnlyList<SampleFactor> Factors { get; }

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1)
    {
        _inner.ReadPixels(index, buffer, reduction);
        if (!_options.Before) return;
        var pixels = PictureChecks.Own(buffer);
        var (height, width, channels) = (buffer.Size.Height, buffer.Size.Width, buffer.Channels);
        foreach (var (y, x, value) in _images[_chosen[buffer.Index]].Stamps(height, width))
        {
            for (var c = 0; c < channels; c++)
            {
                ref var pixel = ref pixels[(((y * width) + x) * channels) + c];
                pixel = Math.Max(pixel, (byte)MathF.Round(255 * value));
            }
        }
    }

    internal override unsafe void Mark(int sample, MarkedView view)
    {
        _inner.Mark(sample, view);
        if (_options.Before) return;
        var draws = view.Draws(Place.ViewSlot);
        var image = _images[_options.Control && !view.IsPlain ? draws.Below(_options.Count) : _chosen[sample]];
        foreach (var (y, x, value) in image.Stamps(view.Canvas.Height, view.Canvas.Width))
        {
            for (var c = 0; c < view.Canvas.Channels; c++)
            {
                var pixel = view.Canvas.Plane(c) + (y * view.Canvas.Width) + x;
                *pixel = Math.Max(*pixel, value);
            }
        }
    }

    internal sealed record GlyphOptions
    {
        [Option("count", "Distinct images of digits, each of one of ten digits: fewer are easier to learn.", Min = 1, Max = 100_000)]
        public int Count { get; init; } = 16;

        [Option("control", "Whether every view has its own digit, so that views share nothing by it; in evaluation the sample's own is shown.")]
        public bool Control { get; init; }

        [Option("before", "Whether digits are stamped before augmentation, which then moves and cuts them.")]
        public bool Before { get; init; }

        [Option("seed", "Seed of the digits.", Min = 0)]
        public int Seed { get; init; }
    }
}
