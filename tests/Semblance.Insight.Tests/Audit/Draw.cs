using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Audit;

/// <summary>Random features for the tests of the audit.</summary>
internal static class Draw
{
    internal static double Normal(this Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Independent normal numbers, [rows, dim].</summary>
    internal static FeatureSet Normal(int rows, int dim, int seed, Func<int, double>? deviation = null)
    {
        var random = new Random(seed);
        var values = new float[rows * dim];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(random.Normal() * (deviation?.Invoke(i % dim) ?? 1));
        return new FeatureSet(values, rows, dim);
    }

    internal static int[] Levels(int rows, int levels, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(levels))];
    }

    /// <summary>Adds a step along one column for each row of level 1.</summary>
    internal static FeatureSet Shifted(FeatureSet features, int[] levels, int column, double step)
    {
        var values = (float[])features.Values.Clone();
        for (var r = 0; r < features.Rows; r++) values[(r * features.Dim) + column] += (float)(step * levels[r]);
        return new FeatureSet(values, features.Rows, features.Dim);
    }
}
