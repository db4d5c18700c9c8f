using Semblance.Pairs;

namespace Semblance.Insight.Benchmarks;

/// <summary>Pictures of random bytes in memory: the cost of views without that of reading files.</summary>
internal sealed class RandomPictures : DataSet
{
    private readonly byte[][] _pictures;

    internal RandomPictures(SampleShape shape, int count)
    {
        Shape = shape;
        var random = new Random(0);
        _pictures = [.. Enumerable.Range(0, count).Select(_ => new byte[shape.Count])];
        foreach (var picture in _pictures) random.NextBytes(picture);
    }

    public override string Name => "random pictures";

    public override int Count => _pictures.Length;

    public override SampleShape Shape { get; }

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1) =>
        Fill(buffer, _pictures[index], new ImageSize(Shape.Height, Shape.Width), Shape.Channels, index);
}
