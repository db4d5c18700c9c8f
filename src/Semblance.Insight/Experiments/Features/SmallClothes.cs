using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>FashionMNIST averaged to 14 x 14 pixels, some thousand pictures for training and some for tests, with classes and groups of classes.</summary>
/// <param name="Pixels">0 to 1, [pictures, 196].</param>
/// <param name="Fine">The ten classes.</param>
/// <param name="Coarse">Tops, shoes, other.</param>
internal sealed record SmallClothes(Matrix Pixels, int[] Fine, int[] Coarse)
{
    internal const int Side = 14, Dim = Side * Side;

    /// <summary>Training and test pictures; null, and a note, when the data set is not there.</summary>
    internal static (SmallClothes Train, SmallClothes Test)? Open(ExperimentContext context, Findings findings, int train, int test, int draw = 0)
    {
        try
        {
            return (Read(context, Split.Train, train, draw), Read(context, Split.Test, test, draw));
        }
        catch (Exception e) when (e is RunException or RequestException)
        {
            findings.Skip(e.Message);
            return null;
        }
    }

    internal int Count => Fine.Length;

    /// <summary>The first pictures.</summary>
    internal SmallClothes First(int count) => new(ScaledProbe.Select(Pixels, [.. Enumerable.Range(0, count)]), Fine[..count], Coarse[..count]);

    /// <summary>A random choice that depends on the seed alone.</summary>
    private static SmallClothes Read(ExperimentContext context, Split split, int count, int draw)
    {
        context.Step($"pictures, {split}");
        using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist+coarse", Split = split, DataRoot = context.Options.DataRoot });
        using var rng = new Rng(context.Seed + (int)split + 100 + (1000 * draw));
        var chosen = Spectral.Draw.Order(rng, data.Count)[..Math.Min(count, data.Count)];
        var (pixels, buffer) = (new Matrix(chosen.Length, Dim), new PixelBuffer());
        for (var row = 0; row < chosen.Length; row++)
        {
            data.ReadPixels(chosen[row], buffer);
            var image = buffer.Pixels.Span;
            for (var k = 0; k < 784; k++) pixels[row, (k / 28 / 2 * Side) + (k % 28 / 2)] += image[k] / 255.0 / 4;
        }

        var fine = data.Factors[0].Values;
        return new SmallClothes(pixels, Array.ConvertAll(chosen, i => fine[i]), Array.ConvertAll(chosen, i => data.Labels![i]));
    }
}
