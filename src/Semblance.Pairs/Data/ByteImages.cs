namespace Semblance.Pairs.Data;

/// <summary>Images of one size in memory.</summary>
internal sealed class ByteImages : DataSet
{
    private readonly byte[] _pixels;
    private readonly int _stored, _imageBytes;
    private readonly SampleShape _shape;
    private readonly LabelSet _labels;

    /// <summary>Images.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="pixels">Bytes, [count, height, width, channels].</param>
    /// <param name="stored">Shape as stored.</param>
    /// <param name="channels">Channels shown; 3 repeats grey when reading, 1 turns colour to grey now; null as stored.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="normalisation">Mean and deviation of the stored channels; null for 0.5 and 0.5.</param>
    internal ByteImages(
        string name, byte[] pixels, SampleShape stored, int? channels, LabelSet labels, Normalisation? normalisation = null)
    {
        var shown = channels ?? stored.Channels;
        _pixels = shown == 1 && stored.Channels == 3 ? Grey(pixels) : pixels;
        _stored = Math.Min(shown, stored.Channels);
        _imageBytes = stored.Height * stored.Width * _stored;
        (Name, _labels, _shape) = (name, labels, stored with { Channels = shown });
        Count = _pixels.Length / _imageBytes;
        Normalisation = (normalisation ?? Normalisation.Half(shown)).For(shown);
    }

    public override string Name { get; }

    public override int Count { get; }

    public override SampleShape Shape => _shape;

    public override IReadOnlyList<int>? Labels => _labels.Labels;

    public override IReadOnlyList<int>? CoarseLabels => _labels.Coarse;

    public override IReadOnlyList<string> ClassNames => _labels.Names;

    public override Normalisation Normalisation { get; }

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1) =>
        Fill(buffer, _pixels.AsMemory(index * _imageBytes, _imageBytes), new ImageSize(_shape.Height, _shape.Width), _stored, index);

    // 0.299 R + 0.587 G + 0.114 B in 16 bits of fraction, rounded, as image libraries turn colour to grey.
    private static byte[] Grey(byte[] colour)
    {
        var grey = new byte[colour.Length / 3];
        for (int i = 0, j = 0; i < grey.Length; i++, j += 3)
        {
            grey[i] = (byte)((19595 * colour[j] + 38470 * colour[j + 1] + 7471 * colour[j + 2] + 32768) >> 16);
        }

        return grey;
    }
}
