using Semblance.Pairs.Data;

namespace Semblance.Pairs.Tests;

/// <summary>Small data sets made in memory.</summary>
internal static class Pictures
{
    /// <summary>Random bytes that are smooth enough for crops to matter.</summary>
    internal static ByteImages Random(SampleShape shape, int count, int seed = 1, int classes = 3, int? channels = null)
    {
        var random = new Random(seed);
        var pixels = new byte[count * shape.Count];
        random.NextBytes(pixels);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        return new ByteImages("random", pixels, shape, channels, new LabelSet(labels, [.. Enumerable.Range(0, classes).Select(c => $"class {c}")]));
    }
}
