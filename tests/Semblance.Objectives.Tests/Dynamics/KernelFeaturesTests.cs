using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class KernelFeaturesTests
{
    private const int Pairs = 8;

    private static readonly double[,] Points = Stacked();

    private static double[,] Stacked()
    {
        var (x, noise) = (Normal(Pairs, 3, 1), Normal(Pairs, 3, 2));
        return Table(2 * Pairs, 3, (i, j) => x[i % Pairs, j] + (i < Pairs ? 0 : .3 * noise[i - Pairs, j]));
    }

    private static double Rbf(double[,] a, int i, double[,] b, int k) => Math.Exp(-.5 * Enumerable.Range(0, 3).Sum(j => (a[i, j] - b[k, j]) * (a[i, j] - b[k, j])));

    private static double[,] Kernel { get; } = Table(2 * Pairs, 2 * Pairs, (i, k) => Rbf(Points, i, Points, k));

    private static double[,] Graph(PairLoss loss) => Of(PairGraph.Of(loss, Pairs).Times(Dense.Identity(2 * Pairs)));

    [Fact]
    public void Features_have_the_kernel_as_Gram_matrix_and_map_their_own_points_to_themselves()
    {
        var features = KernelFeatures.Of(Matrix(Kernel));
        Assert.True(Gap(Mul(Of(features.Features), T(Of(features.Features))), Kernel) < 1e-9);
        Assert.True(Gap(Of(features.Map(Matrix(Kernel))), Of(features.Features)) < 1e-9);
        var u = Matrix(Mul(Of(features.Features), Normal(features.Rank, 2, 3)));
        Assert.True(Gap(Of(features.Features.TimesTranspose(features.Weights(u))), Of(u)) < 1e-8);
    }

    [Fact]
    public void Naive_flow_of_a_kernel_equals_Runge_Kutta_over_the_points()
    {
        var features = KernelFeatures.Of(Matrix(Kernel));
        var graph = Graph(PairLoss.DotProduct);
        var start = Mul(Of(features.Features), Normal(features.Rank, 2, 3, .1));
        var u = Rk4(x => Mul(Add(Kernel, Kernel), graph, x), start, 2, 2000);
        var pairs = SymmetricEigen.Decompose(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, Pairs), features.Features));
        var weights = NaiveFlow.Weights(pairs.Values, features.Weights(Matrix(start)).Times(pairs.Vectors), 2);
        Assert.True(Gap(u, Mul(Of(features.Features), Of(pairs.Vectors), T(Of(weights)))) < 1e-9);
    }

    [Theory]
    [InlineData(PairLoss.DotProduct)]
    [InlineData(PairLoss.Distance)]
    public void Frozen_features_under_the_constraint_follow_the_equation_of_the_points(PairLoss loss)
    {
        // More features than points: the orthonormal output layer lies partly where the points do not see it.
        const int Width = 40;
        var hidden = Table(2 * Pairs, Width, (i, j) => Math.Tanh((Points[i, 0] * Math.Sin(j + 1)) + (Points[i, 1] * Math.Cos(2 * j)) + (Points[i, 2] * Math.Sin(3 * j)) + (.3 * Math.Cos(j))));
        var output = Orthonormal(Normal(Width, 3, 4));
        var (kernel, graph, start) = (Mul(hidden, T(hidden)), Graph(loss), Mul(hidden, output));
        var u = Rk4(x => Mul(Add(Add(kernel, kernel), Mul(x, T(x)), -2), graph, x), start, 1.5, 6000);

        var features = KernelFeatures.Of(Matrix(kernel));
        var pairs = SymmetricEigen.Decompose(TraceForm.OfGraph(PairGraph.Of(loss, Pairs), features.Features));
        var flow = new GrassmannFlow(pairs.Values, features.Weights(Matrix(start)).Times(pairs.Vectors));
        var seen = Mul(Of(features.Features), Of(pairs.Vectors));
        Assert.True(Gap(Mul(u, T(u)), Mul(seen, Of(flow.Projector(1.5)), T(seen))) < 1e-9);
    }

    [Fact]
    public void Barlow_Twins_of_a_kernel_equals_Runge_Kutta_over_the_points()
    {
        var centred = Of(KernelFeatures.Centred(Matrix(Kernel)));
        var features = KernelFeatures.Of(Matrix(centred));
        var graph = Graph(PairLoss.DotProduct);
        var pairs = SymmetricEigen.Decompose(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, Pairs), features.Features));
        var aligned = Table(2, features.Rank, (i, j) => i == j ? .05 : 0);
        var start = Mul(aligned, T(Of(pairs.Vectors)), T(Of(features.Features)));
        var time = 1.2 * new BarlowTwinsFlow().HalfTimes(pairs.Values, Matrix(aligned))[0];

        // dF/dt = -4 (C - I) F B K with C = F B F'.
        var f = Rk4(x => Add(new double[2, 2 * Pairs], Mul(Add(Mul(x, graph, T(x)), Eye(2), -1), x, graph, centred), -4), start, time, 4000);
        var variances = new BarlowTwinsFlow().Variances(pairs.Values, Matrix(aligned), time);
        var root = Diagonal([.. variances.Select(Math.Sqrt)]);
        var closed = Mul(Table(2, features.Rank, (i, j) => i == j ? 1 : 0), root, T(Of(pairs.Vectors)), T(Of(features.Features)));
        Assert.True(Gap(f, closed) < 1e-9);
    }

    [Fact]
    public void Spectrum_is_that_of_the_symmetric_kernel_form()
    {
        var features = KernelFeatures.Of(Matrix(Kernel));
        var values = SymmetricEigen.Decompose(TraceForm.OfGraph(PairGraph.Of(PairLoss.Triplet, 5), Matrix(Table(15, features.Rank, (i, j) => features.Features[i, j])))).Values;

        // K B has the eigenvalues of K^(1/2) B K^(1/2): compare traces of powers.
        var product = Mul(Table(15, 15, (i, j) => Kernel[i, j]), Of(PairGraph.Of(PairLoss.Triplet, 5).Times(Dense.Identity(15))));
        Assert.Equal(Trace(product), values.Sum(), 1e-9);
        Assert.Equal(Trace(Mul(product, product)), values.Sum(v => v * v), 1e-9);
        Assert.Equal(Trace(Mul(product, product, product)), values.Sum(v => v * v * v), 1e-9);
    }

    [Fact]
    public void Constrained_and_naive_flows_agree_at_fixed_time_as_width_grows()
    {
        // Experiment E8: the constraint enters through UU'/K = O(1/h).
        double Miss(int width) => Enumerable.Range(0, 10).Average(seed => Once(width, seed));
        double Once(int width, int seed)
        {
            var hidden = Mul(Points, Normal(3, width, 50 + seed));
            var output = Orthonormal(Normal(width, 2, 90 + seed));
            var features = KernelFeatures.Of(Matrix(Mul(hidden, T(hidden))));
            var pairs = SymmetricEigen.Decompose(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, Pairs), features.Features));
            var start = features.Weights(Matrix(Mul(hidden, output))).Times(pairs.Vectors);
            var time = .4 / width;
            var naive = NaiveFlow.Weights(pairs.Values, start, time);
            var constrained = Of(new GrassmannFlow(pairs.Values, start).Projector(time));
            return Norm(Add(constrained, Mul(T(Of(naive)), Of(naive)), -1)) / Norm(constrained);
        }

        Assert.InRange(Miss(256) / Miss(1024), 2.5, 6);
        Assert.True(Miss(4096) < .02);
    }

    [Fact]
    public void A_centred_kernel_has_features_of_mean_zero()
    {
        var features = Of(KernelFeatures.Of(KernelFeatures.Centred(Matrix(Kernel))).Features);
        Assert.All(Enumerable.Range(0, features.GetLength(1)), j => Assert.Equal(0, Enumerable.Range(0, 2 * Pairs).Sum(i => features[i, j]), 1e-9));
    }

    [Fact]
    public void Kernels_without_anything_positive_are_refused()
    {
        var e = Assert.Throws<RequestException>(() => KernelFeatures.Of(new(2, 2)));
        Assert.Equal("a Gram matrix has a positive eigenvalue - the largest is 0 - look at the kernel", e.Message);
        e = Assert.Throws<RequestException>(() => KernelFeatures.Of(new(2, 3)));
        Assert.Equal("a Gram matrix is square - got [2, 3] - give the kernel between all points", e.Message);
    }
}
