using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class NaiveFlowTests
{
    private static readonly double[] Spectrum = [.7, .5, .2, 0, -.1, -.3];

    [Fact]
    public void Gradient_descent_on_samples_is_the_exact_power()
    {
        var (form, basis) = Symmetric(Spectrum, 1);
        var start = Normal(6, 3, 2, 1e-2);
        var weights = start;
        for (var i = 0; i < 300; i++) weights = Add(weights, Mul(form, weights), 2 * .01);
        var exact = Mul(basis, T(Of(NaiveFlow.Discrete(Spectrum, Matrix(Mul(T(start), basis)), .01, 300))));
        Assert.True(Gap(weights, exact) < 1e-12 * Norm(weights));
    }

    [Fact]
    public void Closed_form_equals_Runge_Kutta()
    {
        var (form, basis) = Symmetric(Spectrum, 1);
        var start = Normal(6, 3, 2);
        var weights = Rk4(w => Add(Mul(form, w), Mul(form, w)), start, 3, 2000);
        var exact = Mul(basis, T(Of(NaiveFlow.Weights(Spectrum, Matrix(Mul(T(start), basis)), 3))));
        Assert.True(Gap(weights, exact) < 1e-10);
    }

    [Fact]
    public void Outputs_collapse_to_one_direction_at_twice_the_gap()
    {
        var start = Matrix(Normal(5, 6, 3));
        double Log(double time) => Math.Log(NaiveFlow.SingularValueShares(Spectrum, start, time)[1]);
        Assert.Equal(-2 * (.7 - .5), (Log(60) - Log(40)) / 20, 1e-6);
        Assert.All(NaiveFlow.SingularValueShares(Spectrum, start, 1e5).Skip(1), s => Assert.Equal(0, s, 1e-14));
        Assert.Equal(1, CovarianceRank.OfEigenvalues([.. NaiveFlow.SingularValueShares(Spectrum, start, 60).Select(s => s * s)]), 1e-6);
    }

    [Fact]
    public void Descent_collapses_at_the_discrete_rate()
    {
        var start = Matrix(Normal(5, 6, 3));
        double Log(int steps)
        {
            var values = NaiveFlow.Discrete(Spectrum, start, .1, steps).SingularValues();
            return Math.Log(values[1] / values[0]);
        }

        Assert.Equal(Math.Log(1.1 / 1.14), (Log(600) - Log(400)) / 200, 1e-6);
    }

    [Fact]
    public void Distance_loss_without_constraint_decays_to_nothing()
    {
        double[] spectrum = [-.1, -.4, -.9];
        Assert.True(NaiveFlow.Weights(spectrum, Matrix(Normal(2, 3, 1)), 100).Values.Max(Math.Abs) < 1e-8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-.1)]
    [InlineData(double.NaN)]
    public void Learning_rates_that_are_not_positive_are_refused(double rate)
    {
        var e = Assert.Throws<RequestException>(() => NaiveFlow.Discrete([1.0], new(1, 1), rate, 3));
        Assert.Equal($"a learning rate is above 0 - got {rate} - give a positive number", e.Message);
    }
}
