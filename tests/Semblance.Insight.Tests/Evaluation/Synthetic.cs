using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Evaluation;

/// <summary>Features with known answers.</summary>
internal static class Synthetic
{
    /// <summary>Gaussian classes around centres of the given size; size 0: labels mean nothing.</summary>
    internal static FeatureSet Classes(int rows, int dim, int classes, double size, int seed, int centreSeed = 99)
    {
        var centres = Normal(classes * dim, centreSeed);
        var noise = Normal(rows * dim, seed);
        var random = new Random(seed + 5000);
        long[] labels = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(classes))];
        var values = new float[rows * dim];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(noise[i] + (size * centres[(labels[i / dim] * dim) + (i % dim)]));
        return new FeatureSet(values, rows, dim, labels);
    }

    internal static double[] Normal(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
