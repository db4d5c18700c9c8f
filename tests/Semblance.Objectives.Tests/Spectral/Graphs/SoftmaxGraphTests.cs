using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Graphs;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral.Graphs;

public sealed class SoftmaxGraphTests
{
    [Theory]
    [InlineData(Similarity.Cosine)]
    [InlineData(Similarity.Dot)]
    [InlineData(Similarity.Radial)]
    public void Loss_is_the_sum_over_pairs(Similarity similarity)
    {
        var random = new Random(4);
        var graph = GraphLoops.Matchings(12, 3, random);
        var z = Sample.Table(12, 3, (_, _) => Sample.Normal(random));
        Func<double[], double[], double> compare = similarity switch { Similarity.Cosine => GraphLoops.Cosine, Similarity.Dot => GraphLoops.Dot, _ => GraphLoops.Radial };
        Assert.Equal(GraphLoops.Softmax(z, graph, 0.7, compare), Loss([.. z.SelectMany(r => r)], Matrix(graph), 3, similarity, 0.7).Value, 1e-11);
    }

    [Theory]
    [InlineData(0.1, 879.120850)]
    [InlineData(0.5, 1020.140115)]
    [InlineData(1, 1185.082656)]
    public void Equal_classes_collapse_to_a_simplex(double temperature, double loss) => Assert.Equal(loss, SoftmaxGraph.ClassSimplexLoss(256, 8, temperature), 1e-6);

    [Fact]
    public void Descent_ends_at_the_simplex()
    {
        var graph = Of(20, (i, j) => i != j && i % 4 == j % 4 ? 0.25 : 0);
        var random = new Random(6);
        double[] z = [.. Enumerable.Range(0, 20 * 6).Select(_ => Sample.Normal(random))];
        var least = Descent.Minimise(x => Loss(x, graph, 6, Similarity.Cosine, 0.5), z, 3000);
        Assert.InRange(least - SoftmaxGraph.ClassSimplexLoss(20, 4, 0.5), -1e-10, 1e-8);
        Assert.True(SoftmaxGraph.EntropyBound(graph) < least);

        // Directions of classes 0 and 1 meet at -1/3.
        Assert.Equal(-1.0 / 3, GraphLoops.Cosine(z[..6], z[6..12]), 1e-4);
        Assert.Equal(1, GraphLoops.Cosine(z[..6], z[24..30]), 1e-6);
    }

    [Fact]
    public void A_radial_kernel_gives_the_points_back()
    {
        // t0 = 1, temperature 0.15: the scale is sqrt 0.15 = 0.3873.
        var random = new Random(7);
        var x = Sample.Table(60, 2, (_, _) => Sample.Normal(random));
        var graph = Rows(Of(60, (i, j) => i == j ? 0 : Math.Exp(-GraphLoops.Distance(x[i], x[j]) / 2)));
        var found = SoftmaxGraph.RadialOptimum(graph, 2, 0.15);
        Assert.Equal(SoftmaxGraph.EntropyBound(graph), Loss(found.Embedding.Values, graph, 2, Similarity.Radial, 0.15).Value, 1e-9);
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < i; j++) Assert.Equal(0.15 * GraphLoops.Distance(x[i], x[j]), GraphLoops.Distance(found.Embedding.Row(i).ToArray(), found.Embedding.Row(j).ToArray()), 1e-9);
        }
    }

    [Fact]
    public void Inner_products_reach_the_entropy_bound_of_any_positive_symmetric_kernel()
    {
        var random = new Random(8);
        var half = Of(14, (_, _) => random.NextDouble());
        var graph = Rows(Of(14, (i, j) => i == j ? 0 : half[i, j] + half[j, i] + 0.05));
        var found = SoftmaxGraph.DotOptimum(graph, 13, 0.5);
        Assert.Equal(SoftmaxGraph.EntropyBound(graph), Loss(found.Embedding.Values, graph, 13, Similarity.Dot, 0.5).Value, 1e-10);
        Assert.True(Loss(SoftmaxGraph.DotOptimum(graph, 3, 0.5).Embedding.Values, graph, 3, Similarity.Dot, 0.5).Value > SoftmaxGraph.EntropyBound(graph) + 1e-3);
    }

    [Fact]
    public void Bad_graphs_are_named()
    {
        Assert.Equal(
            "the softmax optimum needs positive weights between all samples - [0, 1] is 0 - use a kernel that is positive everywhere",
            Assert.Throws<RequestException>(() => SoftmaxGraph.RadialOptimum(new Matrix(2, 2), 1, 1)).Message);
        Assert.StartsWith(
            "the softmax optimum needs a graph that is symmetric up to a factor for each row",
            Assert.Throws<RequestException>(() => SoftmaxGraph.DotOptimum(new Matrix(3, 3, [0, 1, 2, 1, 0, 5, 7, 1, 0]), 1, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(
            "the simplex formula needs at least two equal classes of at least two samples - got 10 samples, 4 classes - give samples = classes * per class",
            Assert.Throws<RequestException>(() => SoftmaxGraph.ClassSimplexLoss(10, 4, 1)).Message);
    }

    private static (double Value, double[] Slope) Loss(double[] z, Matrix graph, int dim, Similarity similarity, double temperature)
    {
        using var scope = new TensorScope();
        var rows = Tensor.From(z, graph.Rows, dim);
        rows.RequiresGradient = true;
        var loss = SoftmaxGraph.Loss(rows, graph.ToTensor(), similarity, temperature);
        Gradients.Backward(loss);
        return (loss.Item(), rows.Gradient!.ToArray<double>());
    }

    private static Matrix Rows(Matrix kernel) => Of(kernel.Rows, (i, j) => kernel[i, j] / kernel.Row(i).ToArray().Sum());

    private static Matrix Matrix(double[,] graph) => Of(graph.GetLength(0), (i, j) => graph[i, j]);

    private static Matrix Of(int size, Func<int, int, double> cell) => new(size, size, [.. Enumerable.Range(0, size * size).Select(k => cell(k / size, k % size))]);
}
