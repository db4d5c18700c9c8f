using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class TraceFormTests
{
    private const int Count = 12;

    private static readonly double[,] Anchors = Add(Normal(Count, 5, 1), Table(Count, 5, (_, j) => .3 * j));
    private static readonly double[,] Positives = Add(Anchors, Normal(Count, 5, 2), .4);
    private static readonly double[,] Negatives = Normal(Count, 5, 3);
    private static readonly double[,] Weights = Normal(5, 3, 4);

    public static TheoryData<PairLoss> Losses => [.. Enum.GetValues<PairLoss>()];

    private static double Literal(PairLoss loss, double[,] u, double[,] positive, double[,] negative)
    {
        var sum = 0.0;
        for (var i = 0; i < u.GetLength(0); i++)
        {
            for (var a = 0; a < u.GetLength(1); a++)
            {
                sum += loss switch
                {
                    PairLoss.Triplet => u[i, a] * (negative[i, a] - positive[i, a]),
                    PairLoss.DotProduct => -u[i, a] * positive[i, a],
                    _ => .5 * (u[i, a] - positive[i, a]) * (u[i, a] - positive[i, a]),
                };
            }
        }

        return sum / u.GetLength(0);
    }

    private static double[,] Stack(params double[][,] parts) =>
        Table(parts.Sum(p => p.GetLength(0)), parts[0].GetLength(1), (i, j) => parts[i / Count][i % Count, j]);

    private static double[,] Points(PairLoss loss) => loss == PairLoss.Triplet ? Stack(Anchors, Positives, Negatives) : Stack(Anchors, Positives);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Samples_and_graph_give_the_literal_loss_of_a_linear_model(PairLoss loss)
    {
        var expected = Literal(loss, Mul(Anchors, Weights), Mul(Positives, Weights), Mul(Negatives, Weights));
        var form = TraceForm.OfSamples(loss, Matrix(Anchors), Matrix(Positives), loss == PairLoss.Triplet ? Matrix(Negatives) : null);
        Assert.Equal(expected, TraceForm.Loss(form, Matrix(Weights)), 1e-12);
        var graph = PairGraph.Of(loss, Count);
        Assert.Equal(expected, graph.Loss(Matrix(Mul(Points(loss), Weights))), 1e-12);
        Assert.True(Gap(Of(form), Of(TraceForm.OfGraph(graph, Matrix(Points(loss))))) < 1e-13);
        Assert.Equal(Of(form), T(Of(form)));
    }

    [Fact]
    public void Any_network_has_the_loss_of_its_graph()
    {
        var u = Table(3 * Count, 4, (i, j) => Math.Tanh(Math.Sin((i * 1.7) + j)));
        double[,] Part(int p) => Table(Count, 4, (i, j) => u[(p * Count) + i, j]);
        Assert.Equal(Literal(PairLoss.Triplet, Part(0), Part(1), Part(2)), PairGraph.Of(PairLoss.Triplet, Count).Loss(Matrix(u)), 1e-13);
    }

    [Fact]
    public void Distance_graph_is_minus_half_the_mean_laplacian_and_never_positive()
    {
        var graph = PairGraph.Of(PairLoss.Distance, 2);
        var dense = Of(graph.Times(Dense.Identity(4)));
        Assert.True(Gap(dense, Table(4, 4, (i, j) => i == j ? -.25 : Math.Abs(i - j) == 2 ? .25 : 0)) == 0);
        Assert.True(Eigenvalues(dense)[0] < 1e-15);
    }

    [Fact]
    public void Moments_give_the_symmetrised_samples_and_all_negatives_centre()
    {
        var mean = Enumerable.Range(0, 5).Select(j => Enumerable.Range(0, Count).Average(i => (Anchors[i, j] + Positives[i, j]) / 2)).ToArray();
        double Covariance(double[,] a, double[,] b, int j, int l) => Enumerable.Range(0, Count).Average(i => (a[i, j] - mean[j]) * (b[i, l] - mean[l]));
        var total = Table(5, 5, (j, l) => (Covariance(Anchors, Anchors, j, l) + Covariance(Positives, Positives, j, l)) / 2);
        var cross = Table(5, 5, (j, l) => (Covariance(Anchors, Positives, j, l) + Covariance(Positives, Anchors, j, l)) / 2);
        var moments = new PairMoments { Dim = 5, Views = 2, Count = Count, Mean = mean, Total = Matrix(total), Cross = Matrix(cross) };

        foreach (var loss in new[] { PairLoss.DotProduct, PairLoss.Distance })
        {
            var samples = Of(TraceForm.OfSamples(loss, Matrix(Anchors), Matrix(Positives)));
            Assert.True(Gap(samples, Of(TraceForm.OfMoments(loss, moments))) < 1e-13, loss.ToString());
        }

        // Both orders of each pair, every one of the views once as negative.
        var all = Stack(Anchors, Positives);
        var expected = new double[5, 5];
        for (var shift = 0; shift < 2 * Count; shift++)
        {
            var negatives = Table(2 * Count, 5, (i, j) => all[(i + shift) % (2 * Count), j]);
            var form = TraceForm.OfSamples(PairLoss.Triplet, Matrix(all), Matrix(Stack(Positives, Anchors)), Matrix(negatives));
            expected = Add(expected, Of(form), .5 / Count);
        }

        Assert.True(Gap(expected, Of(TraceForm.OfMoments(PairLoss.Triplet, moments))) < 1e-13);
    }

    [Fact]
    public void Unwanted_and_missing_negatives_are_named()
    {
        var x = Matrix(Anchors);
        var missing = Assert.Throws<RequestException>(() => TraceForm.OfSamples(PairLoss.Triplet, x, x));
        Assert.Equal("only the triplet loss has negatives - Triplet without negatives - give negatives to the triplet loss and to no other", missing.Message);
        var unwanted = Assert.Throws<RequestException>(() => TraceForm.OfSamples(PairLoss.Distance, x, x, x));
        Assert.Equal("only the triplet loss has negatives - Distance with negatives - give negatives to the triplet loss and to no other", unwanted.Message);
        var rows = Assert.Throws<RequestException>(() => PairGraph.Of(PairLoss.Triplet, Count).Loss(x));
        Assert.Equal("the graph joins 36 points - got 12 rows - stack the points as X, X+ and, for triplets, X-", rows.Message);
    }
}
