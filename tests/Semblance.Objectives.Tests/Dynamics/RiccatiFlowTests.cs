using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class RiccatiFlowTests
{
    private static readonly double[] Spectrum = [.95, .7, .45, .2, 0, -.1, -.4];

    private static Matrix Matrix(double[,] table) => Plain.Matrix(table);

    private static double[,] Equation(double[] rates, double saturation, double[,] w) =>
        Add(Mul(w, Diagonal(rates)), Mul(w, T(w), w), -saturation);

    [Theory]
    [InlineData(.1)]
    [InlineData(1)]
    [InlineData(3)]
    public void Closed_form_equals_Runge_Kutta_from_any_scale(double scale)
    {
        var start = Normal(3, 7, 2, scale);
        foreach (var time in new[] { .1, .9, 4 })
        {
            var w = Rk4(x => Equation([.. Spectrum.Select(r => 4 * r)], 4, x), start, time, 20_000);
            var gram = Of(new SpectralContrastiveFlow().Gram(Spectrum, Matrix(start), time));
            Assert.True(Gap(Mul(T(w), w), gram) < 1e-10);
        }
    }

    [Fact]
    public void Semigroup_steps_agree_with_the_graph_form()
    {
        var start = Matrix(Normal(3, 7, 2));
        var law = SpectralContrastiveFlow.Law(Spectrum, start);
        var exact = Gram(law.Weights(3));
        foreach (var steps in new[] { 4, 16, 64 }) Assert.True(Gap(exact, Gram(law.Semigroup(3, steps))) < 1e-11);
    }

    [Fact]
    public void Stays_exact_at_times_where_the_literal_formula_is_singular()
    {
        var start = Matrix(Normal(3, 7, 2));
        var law = SpectralContrastiveFlow.Law(Spectrum, start);
        Assert.True(Gap(Gram(law.Weights(60)), Gram(law.Semigroup(60, 480))) < 1e-11);
        Assert.True(Gap(Of(Dense.Diagonal([.95, .7, .45, 0, 0, 0, 0])), Gram(law.Weights(1000))) < 1e-12);
        Assert.True(Gap(Gram(law.Weights(1e9)), Gram(law.Weights(double.PositiveInfinity))) < 1e-14);
    }

    [Fact]
    public void More_outputs_than_modes_that_can_be_learnt_leave_some_empty()
    {
        var flow = new SpectralContrastiveFlow();
        var start = Matrix(Normal(9, 7, 4, .3));
        Assert.True(Gap([.95, .7, .45, .2, 0, 0, 0], flow.Limits(Spectrum, start)) < 1e-13);

        // The mode of eigenvalue 0 fades like 1 / 8t only.
        Assert.InRange(flow.Variances(Spectrum, start, 1e6)[4] * 8e6, .99, 1.01);
        var w = Rk4(x => Equation([.. Spectrum.Select(r => 4 * r)], 4, x), Of(start), 5, 20_000);
        Assert.True(Gap(Diag(Mul(T(w), w)), flow.Variances(Spectrum, start, 5)) < 1e-10);
    }

    [Fact]
    public void Equal_eigenvalues_and_dependent_rows_are_exact_too()
    {
        double[] spectrum = [.6, .6, .3, .3];
        var row = Normal(1, 4, 1, .4);
        var start = Table(3, 4, (i, j) => row[0, j] * (i + 1));
        var w = Rk4(x => Equation([.. spectrum.Select(r => 4 * r)], 4, x), start, 6, 20_000);
        Assert.True(Gap(Mul(T(w), w), Of(new SpectralContrastiveFlow().Gram(spectrum, Matrix(start), 6))) < 1e-10);
    }

    [Fact]
    public void A_fast_mode_that_only_echoes_a_faster_one_gives_way_at_any_time()
    {
        // The second column is a multiple of the first, up to rounding, which must not grow.
        double[] spectrum = [.9, .8, .3];
        for (var seed = 0; seed < 20; seed++)
        {
            var start = Matrix(Mul(Orthonormal(Normal(2, 2, seed)), Table(2, 3, (i, j) => i == 0 ? .3 / (j + 1.7) : j == 2 ? .2 : 0)));
            foreach (var time in new[] { 40, 1e4 })
                Assert.True(Gap([.9, 0, .3], new SpectralContrastiveFlow().Variances(spectrum, start, time)) < 1e-12);
        }
    }

    [Fact]
    public void Aligned_modes_follow_the_logistic_and_its_half_time()
    {
        var start = Matrix(Table(2, 7, (i, j) => i == j ? .01 : 0));
        var flow = new SpectralContrastiveFlow();
        var halves = flow.HalfTimes(Spectrum, start);
        for (var j = 0; j < 2; j++)
        {
            Assert.Equal(Spectrum[j] / (1 + (((Spectrum[j] / 1e-4) - 1) * Math.Exp(-8 * Spectrum[j] * .7))), flow.Variances(Spectrum, start, .7)[j], 1e-12);
            Assert.Equal(Math.Log((Spectrum[j] / 1e-4) - 1) / (8 * Spectrum[j]), halves[j], 1e-10);
        }

        Assert.All(halves[2..], h => Assert.True(double.IsPositiveInfinity(h)));
    }

    [Theory]
    [InlineData(.9, true)]
    [InlineData(1.1, false)]
    public void Largest_stable_step_separates_convergence_from_divergence(double factor, bool stable)
    {
        var w = Normal(3, 7, 2, .1);
        var rate = factor * new SpectralContrastiveFlow().LargestStableStep(Spectrum);
        for (var i = 0; i < 4000; i++) w = Add(w, Equation([.. Spectrum.Select(r => 4 * r)], 4, w), rate);
        Assert.Equal(stable, Gap(Diag(Mul(T(w), w)), [.95, .7, .45, 0, 0, 0, 0]) < 1e-9);
    }

    [Fact]
    public void Negative_eigenvalues_can_set_the_largest_stable_step()
    {
        double[] spectrum = [.3, -.9];
        var limit = new SpectralContrastiveFlow().LargestStableStep(spectrum);
        Assert.Equal(2 / (4 * 1.2), limit, 1e-14);
        double End(double rate)
        {
            var w = Table(1, 2, (_, j) => j == 0 ? .5 : .1);
            for (var i = 0; i < 2000; i++) w = Add(w, Equation([1.2, -3.6], 4, w), rate);
            return Math.Abs(w[0, 1]);
        }

        Assert.True(End(.97 * limit) < 1e-9);
        Assert.False(End(1.03 * limit) < 1e-3);
    }

    [Fact]
    public void VicReg_survival_rule_is_where_plain_descent_ends()
    {
        // The printed case: invariance 1.5 leaves .925 .85 0 .7 0 .55 0 .4.
        double[] spectrum = [.95, .9, .2, .8, .1, .7, .3, .6];
        double[] printed = [.925, .85, 0, .7, 0, .55, 0, .4];
        var flow = new VicRegFlow { Invariance = 1.5 };
        var start = Normal(8, 8, 3, .2);
        Assert.True(Gap(printed, flow.Limits(spectrum, Matrix(start))) < 1e-12);
        Assert.Equal(1.0 / 3, flow.Threshold, 1e-15);
        var w = start;
        for (var i = 0; i < 4000; i++)
        {
            var square = Mul(Add(Mul(w, T(w)), Eye(8), -1), w);
            var invariance = Mul(w, Add(Eye(8), Diagonal(spectrum), -1));
            w = Add(Add(w, square, -.02 * 4), invariance, -.02 * 4 * 1.5);
        }

        Assert.True(Gap(printed, Diag(Mul(T(w), w))) < 1e-9);
    }

    [Fact]
    public void VicReg_with_invariance_one_is_the_spectral_contrastive_flow()
    {
        var start = Matrix(Normal(3, 7, 2));
        Assert.Equal(new SpectralContrastiveFlow().Variances(Spectrum, start, 2), new VicRegFlow().Variances(Spectrum, start, 2), (a, b) => Math.Abs(a - b) < 1e-13);
    }

    [Fact]
    public void Gradients_of_InfoNCE_approach_the_flow_at_small_scale()
    {
        // Centred pairs; the error of the first order is quadratic in the scale.
        const double Temperature = .5;
        var (x, y, cross) = CentredPairs(60, 4);
        double Miss(double scale)
        {
            using var scope = new TensorScope();
            var w = Normal(2, 4, 9, scale);
            var leaf = Matrix(w).ToTensor();
            leaf.RequiresGradient = true;
            var (a, b) = (Matrix(x).ToTensor().Linear(leaf), Matrix(y).ToTensor().Linear(leaf));
            Tensor Half(Tensor from, Tensor to)
            {
                var logits = from.MatMul(to.Transpose()) * (1 / Temperature);
                return (logits.LogSumExp(1) - logits.Diagonal()).Mean();
            }

            var loss = (Half(a, b) + Half(b, a)) * .5;
            Gradients.Backward(loss);
            var slope = Of(Numerics.Matrix.From(leaf.Gradient!));
            var predicted = Add(new double[2, 4], Mul(w, cross), -2 / Temperature);
            return Norm(Add(slope, predicted, -1)) / Norm(predicted);
        }

        Assert.InRange(Miss(1e-2) / Miss(1e-3), 50, 150);
        Assert.True(Miss(1e-3) < 1e-4);
    }

    [Fact]
    public void Nothing_is_learnt_from_nothing()
    {
        var flow = new SpectralContrastiveFlow();
        Assert.All(flow.HalfTimes(Spectrum, new Matrix(2, 7)), h => Assert.True(double.IsPositiveInfinity(h)));
        Assert.All(flow.Limits(Spectrum, new Matrix(2, 7)), v => Assert.Equal(0, v));
        Assert.All(flow.HalfTimes([-.1, -.5], Matrix(Normal(2, 2, 1))), h => Assert.True(double.IsPositiveInfinity(h)));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var e = Assert.Throws<RequestException>(() => new InfoNceFlow { Temperature = 0 });
        Assert.Equal("a temperature is above 0 - got 0 - 0.1 to 1 is usual", e.Message);
        e = Assert.Throws<RequestException>(() => new VicRegFlow { Invariance = -1 });
        Assert.Equal("the invariance weight is not negative - got -1 - 1 is the spectral contrastive loss", e.Message);
    }

    private static (double[,] X, double[,] Y, double[,] Cross) CentredPairs(int count, int dim)
    {
        var x = Normal(count, dim, 1);
        var y = Add(x, Normal(count, dim, 2), .6);
        double Mean(double[,] a, int j) => Enumerable.Range(0, count).Average(i => a[i, j]);
        (x, y) = (Table(count, dim, (i, j) => x[i, j] - Mean(x, j)), Table(count, dim, (i, j) => y[i, j] - Mean(y, j)));
        var cross = Mul(T(x), y);
        return (x, y, Table(dim, dim, (i, j) => (cross[i, j] + cross[j, i]) / (2 * count)));
    }

    private static double[,] Gram(Matrix weights) => Mul(T(Of(weights)), Of(weights));

    private static double Gap(double[,] a, double[,] b) => Plain.Gap(a, b);

    private static double Gap(IEnumerable<double> a, IEnumerable<double> b) => Plain.Gap(a, b);
}
