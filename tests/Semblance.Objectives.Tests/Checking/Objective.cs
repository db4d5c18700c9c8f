using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Checking;

/// <summary>Runs objectives and compares them with plain loops.</summary>
public static class Objective
{
    /// <summary>Value and terms as numbers.</summary>
    public static (double Total, Dictionary<string, double> Parts) Value(IObjective objective, double[][][] views, long[]? labels = null)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var given = new ViewEmbeddings([.. views.Select(z => Sample.Leaf(z))], null, labels is null ? null : Tensor.From(labels, labels.Length));
        var terms = objective.Terms(given);
        return (terms.Total.Item(), terms.Parts.ToDictionary(p => p.Key, p => p.Value.Item()));
    }

    /// <summary>Value and the gradient of each view, row-major.</summary>
    public static (double Total, double[][] Gradients) Gradient(IObjective objective, Sample sample, ElementType type = ElementType.Float64)
    {
        using var scope = new TensorScope();
        var views = sample.Tensors(type);
        var total = objective.Terms(new ViewEmbeddings(views, null, sample.LabelTensor())).Total;
        Gradients.Backward(total);
        return (total.Item(), [.. views.Select(z => z.Gradient!.To(ElementType.Float64).ToArray<double>())]);
    }

    /// <summary>Value to 1e-10 and gradient to 1e-10: every coordinate of small samples, some coordinates and directions of large ones.</summary>
    public static void Equals(IObjective objective, Func<Dual[][][], Dual> loops, Sample sample)
    {
        var (total, gradients) = Gradient(objective, sample);
        var expected = loops(sample.Plain()).Value;
        Close(expected, total, Math.Abs(expected), "value");
        var size = Math.Sqrt(gradients.Sum(g => g.Sum(x => x * x)));
        var random = new Random(99);
        if (sample.Rows * sample.Dim <= 64)
        {
            for (var v = 0; v < gradients.Length; v++)
            {
                for (var c = 0; c < gradients[v].Length; c++) Coordinate(v, c);
            }
        }
        else
        {
            for (var k = 0; k < 2; k++) Coordinate(random.Next(gradients.Length), random.Next(sample.Rows * sample.Dim));
            var direction = gradients.Select(g => g.Select(_ => Sample.Normal(random)).ToArray()).ToArray();
            var slope = loops(sample.Along((v, i, c) => direction[v][(i * sample.Dim) + c])).Slope;
            var found = gradients.Zip(direction).Sum(p => p.First.Zip(p.Second).Sum(q => q.First * q.Second));
            Close(slope, found, size, "slope along a random direction");
        }

        void Coordinate(int view, int cell)
        {
            var slope = loops(sample.Along((v, i, c) => v == view && (i * sample.Dim) + c == cell ? 1 : 0)).Slope;
            Close(slope, gradients[view][cell], size, $"gradient of view {view}, element {cell}");
        }
    }

    /// <summary>Gradient against central differences of the objective's own value, every coordinate.</summary>
    public static void HasTheGradientOfItsValue(IObjective objective, Sample sample)
    {
        const double Step = 1e-5;
        var (_, gradients) = Gradient(objective, sample);
        for (var v = 0; v < sample.Views.Length; v++)
        {
            for (var c = 0; c < gradients[v].Length; c++)
            {
                ref var cell = ref sample.Views[v][c / sample.Dim][c % sample.Dim];
                var before = cell;
                cell = before + Step;
                var high = Value(objective, sample.Views, sample.Labels).Total;
                cell = before - Step;
                var low = Value(objective, sample.Views, sample.Labels).Total;
                cell = before;
                Assert.Equal((high - low) / (2 * Step), gradients[v][c], 1e-7 * Math.Max(1, Math.Abs(high)));
            }
        }
    }

    /// <summary>Value and gradient of an objective do not depend on its tile.</summary>
    public static void AgreesForTiles(Func<int, IObjective> make, Sample sample, params int[] tiles)
    {
        using var whole = make(LogPartition.Tile);
        var (total, gradients) = Gradient(whole, sample);
        foreach (var tile in tiles)
        {
            using var tiled = make(tile);
            var (found, slopes) = Gradient(tiled, sample);
            Close(total, found, Math.Abs(total), $"value with tile {tile}");
            var size = gradients.Max(g => g.Max(Math.Abs));
            for (var v = 0; v < gradients.Length; v++)
            {
                for (var c = 0; c < gradients[v].Length; c++) Close(gradients[v][c], slopes[v][c], size, $"gradient with tile {tile}");
            }
        }
    }

    public static void Close(double expected, double found, double size, string what, double tolerance = 1e-10) =>
        Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(size, 1e-12), $"{what}: expected {expected:R}, found {found:R}");
}
