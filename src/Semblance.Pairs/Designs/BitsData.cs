using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Loading;

namespace Semblance.Pairs.Designs;

/// <summary>Random bits beside every sample, the same in all its views: the easiest attribute there is.</summary>
/// <remarks>Chen, Luo and Li 2021 (RandBit) as Xue et al. 2023 use it. Bits come after augmentation, -1 or 1: as channels of one value after those of a picture, as numbers after those of a
/// vector. With flips two views share a bit's value with correlation (1 - 2 flip)^2.</remarks>
internal sealed class BitsData : DesignedData
{
    internal static readonly DesignKind Kind = new(
        "bits",
        "random bits as further channels (numbers, for vectors), the same in all views of a sample; factors bit-0, bit-1, ...",
        "Chen, Luo and Li 2021, RandBit; Xue et al. 2023, section 5",
        typeof(BitsOptions),
        (options, data, place) => new BitsData((BitsOptions)options, data, place));

    private readonly BitsOptions _options;
    private readonly DataSet _inner;
    private readonly int[][] _bits;

    private BitsData(BitsOptions options, DataSet data, DesignPlace place)
        : base(data, place)
    {
        (_options, _inner) = (options, data);
        _bits = DrawnBits.Of(options.Count, data.Count, options.Seed, place);
        Factors = [.. data.Factors, .. _bits.Select((values, b) => new SampleFactor($"bit-{b}", values, 2))];
        Shape = data.Shape with { Channels = data.Shape.Channels + (options.Count * options.Repeat) };
        if (Shape.Channels > 4096 && Shape.IsImage) throw new RequestException("design 'bits' makes too many channels", $"{Shape.Channels}", "ask for fewer bits or repeats");
        Normalisation = Shape.IsImage ? Beside(data.Normalisation.For(data.Shape.Channels), Added) : data.Normalisation;
    }

    public override SampleShape Shape { get; }

    public override IReadOnlyList<SampleFactor> Factors { get; }

    public override Normalisation Normalisation { get; }

    public override int AppendedChannels => _inner.AppendedChannels + Added;

    private int Added => _options.Count * _options.Repeat;

    public override ReadOnlySpan<float> Row(int index)
    {
        var below = _inner.Row(index);
        var row = new float[below.Length + Added];
        below.CopyTo(row);
        for (var k = 0; k < Added; k++) row[below.Length + k] = Value(k, index);
        return row;
    }

    internal override void Mark(int sample, MarkedView view)
    {
        _inner.Mark(sample, view.With(view.Appended[.._inner.AppendedChannels]));
        var mine = view.Appended[_inner.AppendedChannels..];
        var draws = view.Draws(Place.ViewSlot);
        for (var bit = 0; bit < _options.Count; bit++)
        {
            var flips = !view.IsPlain && draws.Chance(_options.Flip);
            mine.Slice(bit * _options.Repeat, _options.Repeat).Fill((flips ? -1 : 1) * Value(bit * _options.Repeat, sample));
        }
    }

    private float Value(int column, int sample) => (2 * _bits[column / _options.Repeat][sample]) - 1;

    private static Normalisation Beside(Normalisation own, int added) => new([.. own.Mean, .. new double[added]], [.. own.Std, .. Enumerable.Repeat(1.0, added)]);

    internal sealed record BitsOptions
    {
        [Option("count", "Bits of each sample.", Min = 1, Max = 64)]
        public int Count { get; init; } = 8;

        [Option("flip", "Chance that a view shows the other value of a bit; never in evaluation.", Min = 0, Max = 0.5)]
        public double Flip { get; init; }

        [Option("repeat", "How often each bit stands there: more weight for an encoder that looks at numbers one by one.", Min = 1, Max = 1000)]
        public int Repeat { get; init; } = 1;

        [Option("seed", "Seed of the bits.", Min = 0)]
        public int Seed { get; init; }
    }
}
