using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class BarlowTwinsFlowTests
{
    // Leading eigenvalues of the digits pairs of experiment E9, and some that are never learnt.
    private static readonly double[] Digits = [.2797, .2124, .1458, .1073, .0869, .0779, .0616, .0527, .0432, .0374, .02, .01, .004, -.001, -.01, -.03];

    private static readonly BarlowTwinsFlow Flow = new();

    private static double[,] Descent(double[] spectrum, double[,] w, double off = 1)
    {
        var drive = Mul(w, Diagonal(spectrum));
        var c = Mul(drive, T(w));
        var pull = Table(c.GetLength(0), c.GetLength(0), (i, j) => i == j ? c[i, i] - 1 : off * c[i, j]);
        return Add(new double[w.GetLength(0), w.GetLength(1)], Mul(pull, drive), -4);
    }

    private static double[,] Correlation(double[] spectrum, double[,] w) => Mul(w, Diagonal(spectrum), T(w));

    /// <summary>When the sorted eigenvalues of the cross-correlation pass a half in plain Runge-Kutta, between steps by the logistic's straight line.</summary>
    private static double[] Measured(double[] spectrum, double[,] w, double step, double end, double off = 1)
    {
        var times = Enumerable.Repeat(double.PositiveInfinity, w.GetLength(0)).ToArray();
        var before = Eigenvalues(Correlation(spectrum, w));
        for (var n = 0; n * step < end; n++)
        {
            w = Rk4(x => Descent(spectrum, x, off), w, step, 1);
            if (n % 10 != 9) continue;
            var now = Eigenvalues(Correlation(spectrum, w));
            for (var j = 0; j < now.Length; j++)
            {
                if (double.IsFinite(times[j]) || now[j] < .5) continue;
                double Logit(double x) => Math.Log(x / (1 - x));
                times[j] = ((n + 1) * step) - (10 * step * Logit(Math.Min(now[j], 1 - 1e-12)) / (Logit(Math.Min(now[j], 1 - 1e-12)) - Logit(before[j])));
            }

            before = now;
        }

        return times;
    }

    [Fact]
    public void Aligned_closed_form_equals_Runge_Kutta()
    {
        double[] spectrum = [.9, .4, .2, -.3];
        var output = Orthonormal(Normal(3, 3, 1));
        var start = Mul(output, Table(3, 4, (i, j) => i == j ? .02 * (i + 1) : 0));
        foreach (var time in new[] { .5, 2.0, 6 })
        {
            var w = Rk4(x => Descent(spectrum, x), start, time, 4000);
            var variances = Flow.Variances(spectrum, Matrix(start), time);
            Assert.True(Gap(Diag(Mul(T(w), w)), variances) < 1e-10);
            var c = Add(Correlation(spectrum, w), Eye(3), -1);
            Assert.Equal(Trace(Mul(c, c)), Flow.Loss(spectrum, Matrix(start), time), 1e-10);
        }
    }

    [Fact]
    public void Half_times_of_a_small_random_start_are_within_two_per_cent()
    {
        var start = Normal(10, 16, 7, 1e-3);
        var measured = Measured(Digits, start, .1, 110);
        var predicted = Flow.HalfTimes(Digits, Matrix(start));
        Assert.All(Enumerable.Range(0, 10), j => Assert.InRange(predicted[j] / measured[j], .98, 1.02));
        Assert.All(predicted[10..], h => Assert.True(double.IsPositiveInfinity(h)));

        // Without the QR rule every mode starts at the length of its own column, and late ones come far too early.
        var naive = Enumerable.Range(0, 10).Select(j => Math.Log((1 / (Digits[j] * Diag(Mul(T(start), start))[j])) - 1) / (8 * Digits[j])).ToArray();
        Assert.True(Gap(naive.Zip(measured, (a, b) => a / b), Enumerable.Repeat(1.0, 10)) > .05);
    }

    [Fact]
    public void The_error_of_the_qr_rule_falls_with_the_scale_of_the_start()
    {
        double Miss(double scale)
        {
            var start = Normal(4, 6, 3, scale);
            double[] spectrum = [.9, .6, .4, .25, -.1, -.2];
            var measured = new BarlowTwinsEquation().CorrelationTimes(spectrum, Matrix(start));
            return Flow.HalfTimes(spectrum, Matrix(start)).Zip(measured, (p, m) => Math.Abs((p / m) - 1)).Max();
        }

        var misses = new[] { 1e-1, 1e-2, 1e-3, 1e-5 }.Select(Miss).ToArray();
        Assert.Equal(misses.OrderDescending(), misses);
        Assert.True(misses[^1] < .005);
    }

    [Fact]
    public void Plain_descent_from_an_aligned_start_is_the_scalar_recursion()
    {
        double[] spectrum = [1, .5, .25, .1, -.2];
        var w = Table(3, 5, (i, j) => i == j ? 1e-3 * (i + 1) : 0);
        var start = Matrix(w);
        for (var i = 0; i < 120; i++) w = Add(w, Descent(spectrum, w), .05);
        Assert.True(Gap(Diag(Mul(T(w), w)), Flow.Discrete(spectrum, start, .05, 120)) < 1e-13);
    }

    [Fact]
    public void Descent_approaches_the_closed_form_at_order_one()
    {
        double[] spectrum = [.28, .21, .15];
        var start = Matrix(Diagonal(.01, .01, .01));
        double Miss(int steps) => Enumerable.Range(1, 20).Max(i => Gap(Flow.Variances(spectrum, start, 1.5 * i), Flow.Discrete(spectrum, start, 30.0 / steps, steps * i / 20)));
        Assert.InRange(Math.Log2(Miss(2000) / Miss(4000)), .9, 1.1);
    }

    [Theory]
    [InlineData(.9, true)]
    [InlineData(1.1, false)]
    public void Largest_stable_step_separates_convergence_from_oscillation(double factor, bool stable)
    {
        double[] spectrum = [1, .5, -.2];
        var end = Flow.Discrete(spectrum, Matrix(Table(2, 3, (i, j) => i == j ? .1 : 0)), factor * Flow.LargestStableStep(spectrum), 3000);
        Assert.Equal(.25, Flow.LargestStableStep(spectrum), 1e-15);
        Assert.Equal(stable, Math.Abs(end[0] - 1) < 1e-9);
    }

    [Fact]
    public void A_mode_without_a_free_output_is_not_learnt_and_ends_are_reciprocal()
    {
        double[] spectrum = [.5, .4, .3];
        var limits = Flow.Limits(spectrum, Matrix(Normal(2, 3, 1, .01)));
        Assert.True(Gap([2, 2.5, 0], limits) < 1e-14);
        Assert.True(Gap(limits, Flow.Variances(spectrum, Matrix(Normal(2, 3, 1, .01)), 1e6)) < 1e-12);
    }

    [Theory]
    [InlineData(1, 3.999)]
    [InlineData(.1, .986)]
    [InlineData(.02, .2303)]
    [InlineData(.005, .0594)]
    public void Off_diagonal_weight_slows_later_modes_as_predicted(double off, double printed)
    {
        // Experiment E12: mode 2 of eigenvalue .5, three outputs; after mode 1 is copied the second eigenvalue grows along one exponential.
        double[] spectrum = [1, .5];
        var equation = new BarlowTwinsEquation { OffDiagonal = off };
        var predicted = equation.GrowthWhileCopying(.5, 3);
        var start = Matrix(Table(3, 2, (i, j) => j == 0 ? 1e-3 * (i + 1) : 1e-9 * Math.Cos(2.1 * (i + 1))));
        var (early, late) = (3.5 + (.2 / off), 3.5 + (.2 / off) + (2 / predicted));
        var values = equation.Correlations(spectrum, start, [early, late]);
        var slope = Math.Log(values[1, 1] / values[0, 1]) / (late - early);
        Assert.InRange(slope / predicted, .95, 1.02);
        Assert.InRange(predicted / printed, .99, 1.02);
    }

    [Fact]
    public void With_a_small_off_diagonal_weight_the_golden_vector_waits_as_printed()
    {
        // E12 reads 1.5, 99 and 763 off a grid; these are the crossings by an integrator of order 8 at 1e-10. The leading eigenvalue passes 2.97.
        var equation = new BarlowTwinsEquation { OffDiagonal = .005 };
        var times = equation.CorrelationTimes(StepwiseTests.Spectrum, StepwiseTests.Start);
        Assert.True(Gap([1.476051338, 98.160048970, 762.7006011], times) < 1e-4);
        var curve = equation.Correlations(StepwiseTests.Spectrum, StepwiseTests.Start, [.. Enumerable.Range(1, 60).Select(i => i * .5)]);
        Assert.Equal(2.97, Math.Round(Enumerable.Range(0, 60).Max(i => curve[i, 0]), 2));
        Assert.Equal(2.9703, equation.PeakWhileCopying(3), 5e-5);
    }

    [Fact]
    public void Integration_equals_classical_Runge_Kutta_with_any_off_diagonal_weight()
    {
        double[] spectrum = [.9, .4, .2, -.3];
        var start = Normal(3, 4, 5, .1);
        var w = Rk4(x => Descent(spectrum, x, .3), start, 8, 6000);
        var weights = new BarlowTwinsEquation { OffDiagonal = .3, Tolerance = 1e-11 }.Weights(spectrum, Matrix(start), [3, 8])[1];
        Assert.True(Gap(w, Of(weights)) < 1e-9);
    }

    [Fact]
    public void Bad_requests_are_named()
    {
        var start = Matrix(Normal(2, 3, 1));
        var e = Assert.Throws<RequestException>(() => new BarlowTwinsEquation { BatchSize = 0 }.Variances([1, .5, .2], start, 1));
        Assert.Equal("a batch holds at least one pair - got 0 - give the number of pairs", e.Message);
        e = Assert.Throws<RequestException>(() => Flow.Variances([1, .5, .2], start, -1));
        Assert.Equal("time runs forwards from 0 - got -1 - give learning rate times steps", e.Message);
        e = Assert.Throws<RequestException>(() => Flow.Variances([1, double.NaN, .2], start, 1));
        Assert.Equal("a flow needs at least one mode, all of them finite - the spectrum holds NaN or infinity - give the eigenvalues of the cross-view moment", e.Message);
    }

    [Fact]
    public void A_spectrum_without_positive_eigenvalues_learns_nothing()
    {
        var start = Matrix(Normal(2, 3, 1, .1));
        Assert.All(Flow.HalfTimes([-.1, -.2, 0], start), h => Assert.True(double.IsPositiveInfinity(h)));
        Assert.All(Flow.Limits([-.1, -.2, 0], start), v => Assert.Equal(0, v));
    }
}
