using System.Globalization;
using System.IO.Compression;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Images of few pixels with their classes.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Pixels">0 to 1, [images, side * side].</param>
/// <param name="Labels">0 to 9, [images].</param>
/// <param name="Side">Pixels of a side.</param>
internal sealed record SmallImages(string Name, Matrix Pixels, int[] Labels, int Side)
{
    /// <summary>Images taken.</summary>
    internal const int Count = 1797;

    private const string Packaged = "/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz";

    /// <summary>scikit-learn's 8 x 8 digits where they are installed; null elsewhere.</summary>
    /// <exception cref="RequestException">A file that was named is not there or is not this data set.</exception>
    internal static SmallImages? Digits(string? file)
    {
        if (file is null && !File.Exists(Packaged)) return null;
        if (file is not null && !File.Exists(file)) throw new RequestException("there are no digits", $"'{file}' does not exist", "give scikit-learn's digits.csv.gz with --digits");
        using var packed = File.OpenRead(file ?? Packaged);
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var (pixels, labels) = (new Matrix(Count, 64), new int[Count]);
        for (var row = 0; row < Count; row++)
        {
            var numbers = text.ReadLine()?.Split(',');
            if (numbers is not { Length: 65 }) throw new RequestException($"'{file ?? Packaged}' is not scikit-learn's digits", $"line {row + 1} has {numbers?.Length ?? 0} numbers", "it has 1797 lines of 65 numbers");
            for (var k = 0; k < 64; k++) pixels[row, k] = double.Parse(numbers[k], CultureInfo.InvariantCulture) / 16;
            labels[row] = (int)double.Parse(numbers[64], CultureInfo.InvariantCulture);
        }

        return new SmallImages("digits of 8 x 8 pixels", pixels, labels, 8);
    }

    /// <summary>The first test images of FashionMNIST, 4 x 4 pixels averaged into one; null where the data set is not there.</summary>
    internal static SmallImages? Fashion(string? dataRoot)
    {
        const int side = 7;
        var request = new DataRequest { Name = "fashion-mnist", Split = Split.Test, DataRoot = dataRoot };
        try
        {
            using var data = DataSets.Open(request);
            var (pixels, labels, buffer) = (new Matrix(Count, side * side), new int[Count], new PixelBuffer());
            for (var row = 0; row < Count; row++)
            {
                data.ReadPixels(row, buffer);
                var image = buffer.Pixels.Span;
                for (var k = 0; k < 784; k++) pixels[row, (k / 28 / 4 * side) + (k % 28 / 4)] += image[k] / 255.0 / 16;
                labels[row] = data.Labels![row];
            }

            return new SmallImages("FashionMNIST averaged to 7 x 7 pixels", pixels, labels, side);
        }
        catch (RequestException)
        {
            return null;
        }
    }
}
