using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Graphs;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral.Graphs;

public sealed class ClassicalScalingTests
{
    [Fact]
    public void Distances_in_space_come_back_exactly()
    {
        var random = new Random(1);
        var points = Sample.Table(30, 3, (_, k) => (k + 1) * Sample.Normal(random));
        var distances = Of(30, (i, j) => GraphLoops.Distance(points[i], points[j]));
        var found = ClassicalScaling.Of(ClassicalScaling.DoubleCentred(distances), 3);
        Assert.Equal(0, found.Stress, 1e-7);
        Assert.Empty(found.Warnings);
        for (var i = 0; i < 30; i++)
        {
            for (var j = 0; j < i; j++) Assert.Equal(distances[i, j], GraphLoops.Distance(found.Embedding.Row(i).ToArray(), found.Embedding.Row(j).ToArray()), 1e-10);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    public void Descent_never_finds_less_and_finds_as_much(int dim)
    {
        const int Size = 24;
        var random = new Random(2);
        var half = Of(Size, (_, _) => Sample.Normal(random));
        var similarity = Of(Size, (i, j) => half[i, j] + half[j, i]);
        var found = ClassicalScaling.Of(similarity, dim);
        Assert.Equal(Math.Min(dim, found.Eigenvalues.Count(v => v > 0)), Enumerable.Range(0, dim).Count(k => Enumerable.Range(0, Size).Any(i => found.Embedding[i, k] != 0)));
        using var scope = new TensorScope();
        var target = similarity.ToTensor();
        (double, double[]) Loss(double[] x)
        {
            using var inner = new TensorScope();
            var z = Tensor.From(x, Size, dim);
            z.RequiresGradient = true;
            var loss = (target - z.MatMul(z.Transpose())).Square().Sum();
            Gradients.Backward(loss);
            return (loss.Item(), z.Gradient!.ToArray<double>());
        }

        Assert.Equal(found.Loss, Loss(found.Embedding.Values).Item1, 1e-10 * found.Loss);
        double[] start = [.. Enumerable.Range(0, Size * dim).Select(_ => Sample.Normal(random))];
        Assert.InRange((Descent.Minimise(Loss, start, 3000) - found.Loss) / found.Loss, -1e-12, 1e-10);
    }

    [Fact]
    public void Bad_similarities_are_named()
    {
        Assert.Equal(
            "a similarity matrix is symmetric - [1, 0] is 2, [0, 1] is 1 - average it with its transpose",
            Assert.Throws<RequestException>(() => ClassicalScaling.Of(new Matrix(2, 2, [0, 1, 2, 0]), 1)).Message);
        Assert.Equal("a similarity matrix is square - got [1, 2] - give one row and one column a sample", Assert.Throws<RequestException>(() => ClassicalScaling.Of(new Matrix(1, 2), 1)).Message);
        Assert.StartsWith("a similarity matrix holds finite numbers", Assert.Throws<RequestException>(() => ClassicalScaling.Of(new Matrix(1, 1, [double.NaN]), 1)).Message, StringComparison.Ordinal);
        Assert.Equal("an embedding needs at least one dimension - got dim 0 - give dim >= 1", Assert.Throws<RequestException>(() => ClassicalScaling.Of(new Matrix(1, 1), 0)).Message);
    }

    [Fact]
    public void Negative_eigenvalues_are_reported()
    {
        var found = ClassicalScaling.Of(new Matrix(2, 2, [0, 1, 1, 0]), 2);
        Assert.Equal(0.5, found.NegativeShare, 1e-12);
        Assert.Equal(1, found.Loss, 1e-12);
        Assert.Equal(2, found.Warnings.Count);
    }

    private static Matrix Of(int size, Func<int, int, double> cell) => new(size, size, [.. Enumerable.Range(0, size * size).Select(k => cell(k / size, k % size))]);
}
