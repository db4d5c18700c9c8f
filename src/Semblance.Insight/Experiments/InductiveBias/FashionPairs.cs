using Semblance.Errors;
using Semblance.Insight.Capacity;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>FashionMNIST at 14 x 14 pixels with the views of the specification: shifts of up to 2 pixels, flips, contrast, brightness, noise. Test images are held out.</summary>
internal sealed class FashionPairs : CapacityInput
{
    private const int Side = 14;
    private readonly float[] _train, _test;
    private readonly int[] _trainLabels, _testLabels;
    private readonly long _seed;

    private FashionPairs((float[] Pixels, int[] Labels) train, (float[] Pixels, int[] Labels) test, long seed) =>
        ((_train, _trainLabels), (_test, _testLabels), _seed) = (train, test, seed);

    internal override string Description => $"FashionMNIST at 14 x 14, {_trainLabels.Length} images";

    internal override SampleShape Shape => SampleShape.Vector(Side * Side);

    internal override int Classes => 10;

    /// <summary>Some images; null where the data set is not there.</summary>
    internal static FashionPairs? Open(ExperimentContext context, int train, int test)
    {
        try
        {
            return new FashionPairs(Read(context, Split.Train, train), Read(context, Split.Test, test), context.Seed);
        }
        catch (RunException)
        {
            return null;
        }
    }

    internal override int Count(bool heldOut) => (heldOut ? _testLabels : _trainLabels).Length;

    internal override IEnumerable<PairChunk> Chunks(bool heldOut, int batch, int epoch, bool isShuffled)
    {
        var (pixels, labels) = heldOut ? (_test, _testLabels) : (_train, _trainLabels);
        var random = new Random(unchecked((int)((_seed * 7919) + (epoch * 2) + (heldOut ? 1 : 0))));
        int[] rows = [.. Enumerable.Range(0, labels.Length)];
        if (isShuffled) random.Shuffle(rows);
        for (var start = 0; start < rows.Length; start += batch)
        {
            var count = Math.Min(batch, rows.Length - start);
            if (isShuffled && count < batch) yield break;
            var views = new float[2 * count * Side * Side];
            for (var i = 0; i < 2 * count; i++) View(random, pixels.AsSpan(rows[start + (i % count)] * Side * Side, Side * Side), views.AsSpan(i * Side * Side, Side * Side));
            yield return new PairChunk(() => Tensor.From(views, 2 * count, Side * Side), count, [.. rows.AsSpan(start, count).ToArray().Select(r => labels[r])]);
        }
    }

    private static void View(Random random, ReadOnlySpan<float> image, Span<float> view)
    {
        var (down, right, flip) = (random.Next(-2, 3), random.Next(-2, 3), random.Next(2) == 1);
        var (contrast, brightness) = (0.6 + (0.8 * random.NextDouble()), -0.4 + (0.8 * random.NextDouble()));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (fromY, fromX) = (y - down, (flip ? Side - 1 - x : x) - right);
                var pixel = fromY is >= 0 and < Side && fromX is >= 0 and < Side ? image[(fromY * Side) + fromX] : 0;
                var noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                view[(y * Side) + x] = (float)(((pixel - 0.286) / 0.353 * contrast) + brightness + (0.1 * noise));
            }
        }
    }

    private static (float[] Pixels, int[] Labels) Read(ExperimentContext context, Split split, int count)
    {
        using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist", Split = split, DataRoot = context.Options.DataRoot });
        count = Math.Min(count, data.Count);
        var (pixels, buffer) = (new float[count * Side * Side], new PixelBuffer());
        for (var i = 0; i < count; i++)
        {
            data.ReadPixels(i, buffer);
            var image = buffer.Pixels.Span;
            for (var p = 0; p < 784; p++) pixels[(i * Side * Side) + (p / 28 / 2 * Side) + (p % 28 / 2)] += image[p] / 1020f;
        }

        return (pixels, [.. data.Labels!.Take(count)]);
    }
}
