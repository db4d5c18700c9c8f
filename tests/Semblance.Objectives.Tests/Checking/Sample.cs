using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Checking;

/// <summary>Random embeddings of several views, the same for a seed on every machine.</summary>
public sealed class Sample
{
    public Sample(int views, int rows, int dim, int seed = 1, int classes = 3)
    {
        var random = new Random(seed);
        var scale = Enumerable.Range(0, dim).Select(_ => 0.4 + random.NextDouble()).ToArray();
        var centre = Table(rows, dim, (_, k) => scale[k] * Normal(random));
        Views = [.. Enumerable.Range(0, views).Select(_ => Table(rows, dim, (i, k) => 0.2 + centre[i][k] + (0.5 * scale[k] * Normal(random))))];
        Labels = [.. Enumerable.Range(0, rows).Select(i => (long)(i < classes ? i : random.Next(classes)))];
    }

    public double[][][] Views { get; init; }

    public long[] Labels { get; init; }

    public int Rows => Views[0].Length;

    public int Dim => Views[0][0].Length;

    /// <summary>The views as numbers without a direction.</summary>
    public Dual[][][] Plain() => Along((_, _, _) => 0);

    /// <summary>The views with a direction.</summary>
    public Dual[][][] Along(Func<int, int, int, double> direction) =>
        [.. Views.Select((z, v) => z.Select((row, i) => row.Select((x, k) => new Dual(x, direction(v, i, k))).ToArray()).ToArray())];

    /// <summary>The views as recorded leaves.</summary>
    public Tensor[] Tensors(ElementType type = ElementType.Float64) => [.. Views.Select(z => Leaf(z, type))];

    public Tensor LabelTensor() => Tensor.From(Labels, Labels.Length);

    public static Tensor Leaf(double[][] rows, ElementType type = ElementType.Float64)
    {
        var tensor = Tensor.From(rows.SelectMany(r => r).ToArray(), rows.Length, rows[0].Length).To(type);
        tensor.RequiresGradient = true;
        return tensor;
    }

    public static double[][] Table(int rows, int dim, Func<int, int, double> cell) =>
        [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, dim).Select(k => cell(i, k)).ToArray())];

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
