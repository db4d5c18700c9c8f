using Semblance.Objectives.BarlowTwins;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.SpectralContrastive;
using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral;

/// <summary>The loss of moments against loops on a graph and against the training losses.</summary>
public sealed class FilterLossTests
{
    private const int Samples = 18;
    private const int Dim = 4;

    [Fact]
    public void Moments_give_the_losses_of_a_graph()
    {
        var random = new Random(3);
        var graph = GraphLoops.Matchings(Samples, 3, random);
        var z = Sample.Table(Samples, Dim, (_, k) => 0.3 + ((0.3 + (0.3 * k)) * Sample.Normal(random)));
        var (alpha, beta, gamma) = (1.3, 0.6, 0.8);
        var (invariance, variance, covariance) = (gamma * Dim, alpha * Dim, beta * Dim / 2);
        Assert.Equal(GraphLoops.HingeVicReg(z, graph, alpha, beta, gamma), OfGraph(new HingeVicRegFilter(invariance, variance, covariance), z, graph, true), 1e-12);
        Assert.Equal(GraphLoops.SquaredVicReg(z, graph, alpha, beta, gamma), OfGraph(new SquaredVicRegFilter(invariance, variance, covariance), z, graph, true), 1e-11);
        Assert.Equal(GraphLoops.BarlowTwins(z, graph, 0.3), OfGraph(new BarlowTwinsFilter(0.3), z, graph, true), 1e-12);
        Assert.Equal(GraphLoops.SpectralContrastive(z, graph), OfGraph(new SpectralContrastiveFilter(new SpectralContrastiveOptions()), z, graph, false), 1e-11);
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("hinge")]
    public void Vicreg_differs_from_training_by_n_minus_1_and_the_number_under_the_root(string form)
    {
        var (views, total, cross) = Symmetric();
        var options = new VicRegOptions { Invariance = 3, Variance = 5, Covariance = 2, VarianceForm = form };
        var rows = views[0].Length;
        var unbiased = rows / (rows - 1.0);
        using var objective = Methods.Named("vicreg").Create(options, new ObjectiveContext(Dim, 0, null));
        using var scope = new TensorScope();
        var under = Tensor.Eye(Dim, ElementType.Float64) * (form == "hinge" ? 1e-4 : 0);
        var filter = VicRegFilter.Of(options with { Invariance = 3 / unbiased });
        Assert.Equal(Objective.Value(objective, views).Total, filter.Loss((Of(total) * unbiased) + under, (Of(cross) * unbiased) + under).Item(), 1e-10);
    }

    [Fact]
    public void Barlow_twins_is_the_training_loss()
    {
        var (views, total, cross) = Symmetric();
        using var objective = Methods.Create("barlow-twins", [new("off-diagonal", "0.2")], new ObjectiveContext(Dim, 0, null));
        using var scope = new TensorScope();
        Assert.Equal(Objective.Value(objective, views).Total, new BarlowTwinsFilter(0.2).Loss(Of(total), Of(cross)).Item(), 1e-10);
    }

    [Fact]
    public void Spectral_contrastive_counts_pairs_of_one_row_in_the_squares()
    {
        var (views, total, cross) = Symmetric(false);
        using var objective = Methods.Create("spectral", [], new ObjectiveContext(Dim, 0, null));
        var parts = Objective.Value(objective, views).Parts;
        double rows = views[0].Length;
        var own = views[0].Zip(views[1], GraphLoops.Dot).Sum(s => s * s);
        var squares = ((rows * (rows - 1) * parts["repulsion"]) + own) / (rows * rows);
        using var scope = new TensorScope();
        Assert.Equal(parts["attraction"] + squares, new SpectralContrastiveFilter(new SpectralContrastiveOptions()).Loss(Of(total), Of(cross)).Item(), 1e-10);
    }

    /// <summary>Two views, each pair in both orders so that both branches have the same moments, with those moments.</summary>
    private static (double[][][] Views, double[][] Total, double[][] Cross) Symmetric(bool isCentred = true)
    {
        var sample = new Sample(2, 11, Dim);
        double[][] first = [.. sample.Views[0], .. sample.Views[1]];
        double[][] second = [.. sample.Views[1], .. sample.Views[0]];
        return ([first, second], Moment(first, first, isCentred), Moment(first, second, isCentred));
    }

    private static double[][] Moment(double[][] a, double[][] b, bool isCentred)
    {
        double Mean(double[][] z, int k) => isCentred ? z.Average(r => r[k]) : 0;
        return Sample.Table(Dim, Dim, (j, k) => a.Zip(b).Average(p => (p.First[j] - Mean(a, j)) * (p.Second[k] - Mean(b, k))));
    }

    private static double OfGraph(ISpectralFilter filter, double[][] z, double[,] graph, bool isCentred)
    {
        using var scope = new TensorScope();
        var pairs = Enumerable.Range(0, Samples).SelectMany(i => Enumerable.Range(0, Samples).Select(j => (i, j))).ToArray();
        double Mean(int k) => isCentred ? z.Average(r => r[k]) : 0;
        var cross = Sample.Table(Dim, Dim, (a, b) => pairs.Sum(p => graph[p.i, p.j] / Samples * (z[p.i][a] - Mean(a)) * (z[p.j][b] - Mean(b))));
        return filter.Loss(Of(Moment(z, z, isCentred)), Of(cross)).Item();
    }

    private static Tensor Of(double[][] matrix) => Tensor.From(matrix.SelectMany(r => r).ToArray(), Dim, Dim);
}
