using Semblance.Files;
using Semblance.Tensors;

namespace Semblance.Insight.Generation;

/// <summary>Pictures side by side in one PNG file, with a light line between them.</summary>
internal sealed class ImageGrid
{
    private const int Gap = 2;
    private const byte Line = 235;

    private readonly byte[] _pixels;
    private readonly int _width, _height, _channels;

    /// <summary>Lays pictures out row by row.</summary>
    /// <param name="pictures">[rows * columns, channels, height, width], pixels in [0, 1].</param>
    /// <param name="columns">Pictures in a row.</param>
    internal ImageGrid(Tensor pictures, int columns)
    {
        var (count, height, width) = ((int)pictures.Size(0), (int)pictures.Size(2), (int)pictures.Size(3));
        var rows = (count + columns - 1) / columns;
        _channels = (int)pictures.Size(1);
        (_width, _height) = ((columns * (width + Gap)) + Gap, (rows * (height + Gap)) + Gap);
        _pixels = new byte[_width * _height * _channels];
        Array.Fill(_pixels, Line);
        using var scope = new TensorScope();
        var values = pictures.Permute(0, 2, 3, 1).Contiguous().To(ElementType.Float32).ToArray<float>();
        for (var n = 0; n < count; n++) Place(values.AsSpan(n * height * width * _channels), height, width, ((n / columns) * (height + Gap)) + Gap, ((n % columns) * (width + Gap)) + Gap);
    }

    /// <summary>The file's bytes.</summary>
    internal byte[] Png => Report.Png.Encode(_pixels, _width, _height, _channels);

    internal void Write(string path)
    {
        using var file = new AtomicFile(path);
        file.Write(Png);
        file.Commit();
    }

    private void Place(ReadOnlySpan<float> picture, int height, int width, int top, int left)
    {
        for (var y = 0; y < height; y++)
        {
            var target = (((top + y) * _width) + left) * _channels;
            for (var k = 0; k < width * _channels; k++) _pixels[target + k] = (byte)Math.Clamp(Math.Round(picture[(y * width * _channels) + k] * 255), 0, 255);
        }
    }
}
