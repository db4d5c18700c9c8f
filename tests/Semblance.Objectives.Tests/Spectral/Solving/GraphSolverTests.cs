using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral.Solving;

public sealed class GraphSolverTests
{
    /// <summary>VICReg with alpha = beta = 1 and the given gamma, in the words of the options: alpha = variance / dim, beta = 2 covariance / dim, gamma = invariance / dim.</summary>
    private static Optimum Squared(int dim, double gamma) => Optima.Create("vicreg",
    [
        new("variance-form", "squared"), new("variance", $"{dim}"), new("covariance", $"{dim / 2.0}"), new("invariance", $"{gamma * dim}"),
    ]);

    [Fact]
    public void Cycle_of_eight_has_the_losses_of_the_paper()
    {
        var cycle = Relation.FromPairs(8, [.. Enumerable.Range(0, 8).Select(i => (i, (i + 1) % 8))]);
        var vicreg = GraphSolver.Solve(cycle, Squared(2, 0.25), new SolveOptions { Dim = 2, Descents = 2 });
        Assert.Equal(0.5428932188, vicreg.Filter.Loss, 10);
        Assert.Equal(0.85355339, vicreg.Filter.Variances[0], 8);
        Assert.InRange(vicreg.Certificate.Descent!.Gap, -1e-10, 1e-10);
        var spectral = GraphSolver.Solve(cycle, Optima.Create("spectral", []), new SolveOptions { Dim = 3 });
        Assert.Equal(-2.0, spectral.Filter.Loss, 10);
        Assert.True(spectral.Certificate.Gap < 1e-10);
    }

    [Theory]
    [InlineData(0.1, 32, 4.75)]
    [InlineData(0.5, 32, 18.75)]
    [InlineData(0.9, 32, 24.75)]
    [InlineData(1.1, 7, 25)]
    public void Class_graph_has_the_losses_and_ranks_of_the_paper(double gamma, int rank, double loss)
    {
        var classes = Relation.FromLabels([.. Enumerable.Range(0, 256).Select(i => i % 8)]);
        var solution = GraphSolver.Solve(classes, Squared(32, gamma), new SolveOptions { Dim = 32 });
        Assert.Equal(loss, solution.Filter.Loss, 8);
        Assert.Equal(rank, solution.Filter.Variances.Count(v => v > 1e-9));
        Assert.True(solution.Certificate.Gap < 1e-10);
    }

    [Fact]
    public void Class_graph_under_the_spectral_loss_reaches_minus_the_number_of_classes()
    {
        var classes = Relation.FromLabels([.. Enumerable.Range(0, 256).Select(i => i % 8)]);
        Assert.Equal(-8, GraphSolver.Solve(classes, Optima.Create("spectral", []), new SolveOptions { Dim = 32 }).Filter.Loss, 8);
        foreach (var (share, loss) in new[] { (0.005, 0.561404), (0.2, 13.333333), (1.0, 25.0) })
        {
            var barlow = GraphSolver.Solve(classes, Optima.Create("barlow-twins", [new("off-diagonal", $"{share}")]), new SolveOptions { Dim = 32 });
            Assert.Equal(loss, barlow.Filter.Loss, 6);
        }
    }

    [Fact]
    public void Random_graph_literal_loss_by_loops_is_the_formulas_value()
    {
        var (graph, weights) = RandomGraph(40, 3);
        var z = GraphSolver.Solve(graph, Squared(5, 0.1), new SolveOptions { Dim = 5 });
        Assert.Equal(z.Filter.Loss, LiteralVicReg(z.Embedding!, weights, 0.1), 9);
        var s = GraphSolver.Solve(graph, Optima.Create("spectral", []), new SolveOptions { Dim = 5 });
        Assert.Equal(s.Filter.Loss, LiteralSpectral(s.Embedding!, weights), 9);
    }

    [Fact]
    public void Solution_spans_the_dense_eigenvectors()
    {
        var (graph, weights) = RandomGraph(60, 9);
        var solution = GraphSolver.Solve(graph, Squared(4, 0.05), new SolveOptions { Dim = 4 });
        var laplacian = new Matrix(60, 60);
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < 60; j++)
            {
                laplacian[i, j] -= weights[i, j];
                laplacian[i, i] += weights[i, j];
            }
        }

        using var scope = new TensorScope();
        var (values, vectors) = laplacian.ToTensor().EigenSymmetric();
        Assert.True(Subspace.LargestAngle(solution.Embedding!, Matrix.From(vectors.Narrow(1, 1, 4))) < 1e-6);
        var lambda = values.ToArray<double>();
        for (var k = 0; k < 4; k++) Assert.Equal(1 - lambda[k + 1], solution.Spectrum[k], 9);
    }

    [Fact]
    public void More_components_than_dimensions_are_refused_with_the_reason()
    {
        var error = Assert.Throws<RequestException>(() => GraphSolver.Solve(Relation.FromViews(64, 4), Squared(8, 0.5), new SolveOptions { Dim = 8 }));
        Assert.Contains("not unique", error.Message, StringComparison.Ordinal);
        Assert.Contains("64 parts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_dimensions_than_rows_are_refused()
    {
        var cycle = Relation.FromPairs(8, [.. Enumerable.Range(0, 8).Select(i => (i, (i + 1) % 8))]);
        Assert.Contains("--dim of at most 7", Assert.Throws<RequestException>(() => GraphSolver.Solve(cycle, Squared(8, 0.5), new SolveOptions { Dim = 8 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_kernel_reaches_the_optimum_of_free_embeddings()
    {
        // Balestriero and LeCun 2022: an invertible kernel ties nothing.
        var (graph, _) = RandomGraph(40, 5);
        var x = Instances.Views(40, 3, 1, 8)[0];
        var map = KernelFeatures.At(Kernel.Parse("exponential:1"), x);
        Assert.Equal(40, map.Dim);
        var kernel = LinearSolver.Solve(RelationMoments.Of(LinearSolverTests.Map(map, x), graph), Optima.Create("spectral", []), new SolveOptions { Dim = 4 }, map);
        var free = GraphSolver.Solve(graph, Optima.Create("spectral", []), new SolveOptions { Dim = 4 });
        Assert.Equal(free.Filter.Loss, kernel.Filter.Loss, 7);
        Assert.True(Subspace.LargestAngle(free.Embedding!, kernel.Encoder!.Transform(x)) < 1e-4);
    }

    [Fact]
    public void Landmarks_and_random_features_come_nearer_to_the_kernel_as_they_grow()
    {
        var x = Instances.Views(200, 3, 1, 8)[0];
        var graph = Relation.FromNeighbours(Array.ConvertAll(x.Values, v => (float)v), 3, 8);
        double Loss(string features)
        {
            var map = FeatureMaps.Named(features, x, 3);
            return LinearSolver.Solve(RelationMoments.Of(LinearSolverTests.Map(map, x), graph), Optima.Create("spectral", []), new SolveOptions { Dim = 5, WeightDecay = 1e-3 }, map).Filter.Loss;
        }

        var exact = Loss("rbf:3");
        var losses = new[] { 5, 20, 80, 200 }.Select(m => Loss($"rbf:3,landmarks={m}") - exact).ToArray();
        Assert.All(losses, l => Assert.True(l > -1e-9));
        for (var k = 1; k < losses.Length; k++) Assert.True(losses[k] <= losses[k - 1] + 1e-9, string.Join(" ", losses));
        Assert.Equal(0, losses[^1], 9);
        Assert.True(Math.Abs(Loss("fourier:2000,3") - exact) < 0.3 * Math.Abs(Loss("fourier:20,3") - exact));
    }

    private static (Relation Graph, double[,] Weights) RandomGraph(int n, int seed)
    {
        var random = new Random(seed);
        var weights = new double[n, n];
        var (pairs, values) = (new List<(int, int)>(), new List<double>());
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                if (random.NextDouble() > 0.2) continue;
                weights[i, j] = weights[j, i] = random.NextDouble();
                pairs.Add((i, j));
                values.Add(weights[i, j]);
            }
        }

        return (Relation.FromPairs(n, pairs, values), weights);
    }

    /// <summary>alpha = beta = 1.</summary>
    private static double LiteralVicReg(Matrix z, double[,] g, double gamma)
    {
        var (n, k) = (z.Rows, z.Columns);
        var mean = Enumerable.Range(0, k).Select(c => Enumerable.Range(0, n).Average(r => z[r, c])).ToArray();
        var loss = 0.0;
        for (var a = 0; a < k; a++)
        {
            for (var b = 0; b < k; b++)
            {
                var covariance = Enumerable.Range(0, n).Average(r => (z[r, a] - mean[a]) * (z[r, b] - mean[b]));
                loss += Math.Pow(covariance - (a == b ? 1 : 0), 2);
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) loss += gamma / n * g[i, j] * Enumerable.Range(0, k).Sum(c => Math.Pow(z[i, c] - z[j, c], 2));
        }

        return loss;
    }

    private static double LiteralSpectral(Matrix z, double[,] g)
    {
        var n = z.Rows;
        var sum = g.Cast<double>().Sum();
        var shares = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => g[i, j]) / sum).ToArray();
        var loss = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var dot = Enumerable.Range(0, z.Columns).Sum(c => z[i, c] * z[j, c]);
                loss += (-2 * g[i, j] / sum * dot) + (shares[i] * shares[j] * dot * dot);
            }
        }

        return loss;
    }
}
