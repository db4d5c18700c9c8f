using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Benchmarks;

/// <summary>Features of ten overlapping classes: a centre of each, at 0.35 standard deviations, and normal noise.</summary>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Test">Rows to be judged on.</param>
/// <param name="Files">The same as files: training rows, their labels, test rows, their labels.</param>
internal sealed record BenchmarkFeatures(FeatureSet Train, FeatureSet Test, string[] Files)
{
    internal const int Classes = 10;
    internal const int Dim = 128;

    internal int[] TrainLabels { get; } = Array.ConvertAll(Train.Labels!, l => (int)l);

    /// <summary>60,000 and 10,000 rows, or 12,000 and 2,000 when quick.</summary>
    internal static BenchmarkFeatures Of(BenchmarkContext context, int? rows = null)
    {
        var train = rows ?? (context.Options.IsQuick ? 12_000 : 60_000);
        var test = train / 6;
        var random = new Random(0);
        var centres = Normals(random, Classes * Dim, 0.35f);
        var (x, y) = Draw(random, centres, train);
        var (tx, ty) = Draw(random, centres, test);
        string[] files = [context.Write<float>("x.npy", x, train, Dim), context.Write<long>("y.npy", y, train), context.Write<float>("tx.npy", tx, test, Dim), context.Write<long>("ty.npy", ty, test)];
        return new BenchmarkFeatures(new FeatureSet(x, train, Dim, y), new FeatureSet(tx, test, Dim, ty), files);
    }

    private static (float[] Rows, long[] Labels) Draw(Random random, float[] centres, int rows)
    {
        var (values, labels) = (Normals(random, rows * Dim, 1), new long[rows]);
        for (var r = 0; r < rows; r++)
        {
            labels[r] = random.Next(Classes);
            for (var c = 0; c < Dim; c++) values[(r * Dim) + c] += centres[(labels[r] * Dim) + c];
        }

        return (values, labels);
    }

    private static float[] Normals(Random random, int count, float deviation)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = deviation * (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
