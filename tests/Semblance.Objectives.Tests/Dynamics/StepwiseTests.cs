using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

/// <summary>Golden vectors G3 to G7 of the specification, to the digits printed.</summary>
public sealed class StepwiseTests
{
    internal static readonly double[] Spectrum = [1, .5, .25, .1, -.2];

    private const double Digits = 5.1e-11;

    internal static Matrix Start { get; } = new(3, 5, [1e-3, 2e-3, -1e-3, .5e-3, 1e-3, .5e-3, -1e-3, 1e-3, 2e-3, -1e-3, 2e-3, .5e-3, 1e-3, -1e-3, .5e-3]);

    [Fact]
    public void G3_two_layers()
    {
        var start = Mul(GrassmannFlowTests.GoldenFrame, Diagonal(.5, .2));
        var weights = new TwoLayerLinearFlow([1, .7, .4, .2, 0, -.3], Matrix(T(start))).Weights([.5, 1]);
        Assert.True(Gap([.9425163147, .8311828267, .0377531632, .0388988795, .0046989080, .0019676413], Diag(Mul(T(Of(weights[1])), Of(weights[1])))) < Digits);
        Assert.True(Gap([.8915485870, .5275123602], weights[0].SingularValues()) < Digits);
        Assert.True(Gap([.9963821829, .9296452436], weights[1].SingularValues()) < Digits);
    }

    [Fact]
    public void G4_effective_start_and_half_times()
    {
        var flow = new BarlowTwinsFlow();
        Assert.True(Gap([.0022912878, .0020148260, .0001624591, 0, 0], flow.EffectiveStart(Spectrum, Start)) < Digits);
        var halves = flow.HalfTimes(Spectrum, Start);
        Assert.True(Gap([1.5196596539, 3.2768975076, 9.4182314062], halves[..3]) < Digits);
        Assert.All(halves[3..], h => Assert.True(double.IsPositiveInfinity(h)));
        var measured = new BarlowTwinsEquation { Tolerance = 1e-11 }.CorrelationTimes(Spectrum, Start);
        // The specification reads 1.520 3.277 9.416 off a grid; these are its crossings by an integrator of order 8 at 1e-12.
        Assert.True(Gap([1.5196424195, 3.2764501629, 9.4156278467], measured) < 1e-8);
    }

    [Theory]
    [InlineData(2, .9790059267, .0060510856, .0000027394)]
    [InlineData(4, .9999999976, .9475304633, .0000314782)]
    [InlineData(8, 1.0, .9999999937, .0558441222)]
    [InlineData(12, 1.0, 1.0, .9943249001)]
    public void G4_eigenvalues(double time, params double[] expected) =>
        Assert.True(Gap(expected, new BarlowTwinsEquation { Tolerance = 1e-11 }.Correlations(Spectrum, Start, [time]).Values) < Digits);

    [Theory]
    [InlineData(40, .7569989000, .0010232931, .0000123902)]
    [InlineData(80, .9999999995, .7139192962, .0006137341)]
    [InlineData(160, 1.0, .9999999925, .6177850960)]
    public void G4_aligned_descent(int steps, params double[] expected)
    {
        var aligned = Matrix(Table(3, 5, (i, j) => i == j ? 1e-3 : 0));
        var variances = new BarlowTwinsFlow().Discrete(Spectrum, aligned, .05, steps);
        Assert.True(Gap(expected, variances.Zip(Spectrum, (v, g) => v * g)) < Digits);
    }

    [Fact]
    public void G5_spectral_contrastive()
    {
        double[] spectrum = [.9, .6, .3, -.1];
        var start = new Matrix(2, 4, [.5, .2, -.3, .4, .1, -.6, .2, .3]);
        var flow = new SpectralContrastiveFlow();
        Assert.True(Gap([.7650546871, .5271685080, .0395819601, .0160697317], flow.Variances(spectrum, start, .5)) < Digits);
        Assert.True(Gap([.7914617696, .5564131173], SymmetricEigen.Decompose(flow.Gram(spectrum, start, .5)).Values) < Digits);
        Assert.True(Gap([.8999609445, .5983439134, .0008242952, .000001056], flow.Variances(spectrum, start, 2)) < Digits);
        Assert.True(Gap([.8999727231, .5991574860], SymmetricEigen.Decompose(flow.Gram(spectrum, start, 2)).Values) < Digits);
    }

    [Theory]
    [InlineData(2, .8902443134, .0054066286, .0000025820)]
    [InlineData(4, .8671910613, .7575727491, .0000199797)]
    [InlineData(8, .8607828087, .8176748763, .0095259798)]
    [InlineData(16, .8143557628, .7598157274, .6451624336)]
    public void G6_finite_batch(double time, params double[] expected)
    {
        var equation = new BarlowTwinsEquation { Tolerance = 1e-11, BatchSize = 32, Total = Matrix(Diagonal([.. Spectrum.Select(g => g + .5)])) };
        Assert.True(Gap(expected, equation.Correlations(Spectrum, Start, [time]).Values) < Digits);
    }

    // At t = 5 the specification prints ...455, cut off; 40 digits give .049788045566.
    [Theory]
    [InlineData(1, .5597423531)]
    [InlineData(5, .0497880456)]
    [InlineData(10, .0024787522)]
    public void G7_naive_collapse(double time, double ratio)
    {
        double[] spectrum = [1, .7, .4, .2, 0, -.3];
        var start = Matrix(T(GrassmannFlowTests.GoldenFrame));
        Assert.Equal(ratio, NaiveFlow.SingularValueShares(spectrum, start, time)[1], Digits);
        var values = NaiveFlow.Weights(spectrum, start, time).SingularValues();
        Assert.Equal(ratio, values[1] / values[0], Digits);
    }
}
