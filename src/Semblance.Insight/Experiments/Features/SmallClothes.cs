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

    /// <summary>Training and test pictures, chosen by the seed alone; null, and a note, when the data set is not there.</summary>
    internal static (SmallClothes Train, SmallClothes Test)? Open(ExperimentContext context, Findings findings, int train, int test) =>
        Open(findings, split => Read(context, split, count => Random(context, split, count)[..Math.Min(split == Split.Train ? train : test, count)]));

    /// <summary>The 6000 and 2000 pictures that the printed numbers are of.</summary>
    internal static (SmallClothes Train, SmallClothes Test)? Printed(ExperimentContext context, Findings findings) => Open(findings, split => Read(context, split, _ => PrintedPictures.Of(split)));

    private static (SmallClothes Train, SmallClothes Test)? Open(Findings findings, Func<Split, SmallClothes> read)
    {
        try
        {
            return (read(Split.Train), read(Split.Test));
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

    private static int[] Random(ExperimentContext context, Split split, int count)
    {
        using var rng = new Rng(context.Seed + (int)split + 100);
        return Spectral.Draw.Order(rng, count);
    }

    private static SmallClothes Read(ExperimentContext context, Split split, Func<int, int[]> choose)
    {
        context.Step($"pictures, {split}");
        using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist+coarse", Split = split, DataRoot = context.Options.DataRoot });
        var chosen = choose(data.Count);
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
