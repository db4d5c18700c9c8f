using Semblance.Pairs;

namespace Semblance.Bench;

/// <summary>Images of random bytes in memory: the cost of views without that of reading files.</summary>
internal sealed class SyntheticImages : DataSet
{
    private readonly byte[][] _images;

    internal SyntheticImages(SampleShape shape, int count)
    {
        Shape = shape;
        var random = new Random(0);
        _images = [.. Enumerable.Range(0, count).Select(_ => new byte[shape.Count])];
        foreach (var image in _images) random.NextBytes(image);
    }

    public override string Name => "synthetic";

    public override int Count => _images.Length;

    public override SampleShape Shape { get; }

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1) =>
        Fill(buffer, _images[index], new ImageSize(Shape.Height, Shape.Width), Shape.Channels, index);
}
