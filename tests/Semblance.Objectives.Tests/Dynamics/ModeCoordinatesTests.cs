using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class ModeCoordinatesTests
{
    private static readonly double[,] Mixing = Normal(4, 4, 3);

    private static PairMoments Moments(params double[] correlations) => new()
    {
        Dim = 4,
        Views = 2,
        Count = 10,
        Mean = new double[4],
        Total = Matrix(Mul(Mixing, T(Mixing))),
        Cross = Matrix(Mul(Mixing, Diagonal(correlations), T(Mixing))),
    };

    [Fact]
    public void Eigen_coordinates_return_the_weights_and_diagonalise_the_form()
    {
        var form = Moments(.9, .6, .2, -.1).Cross;
        var modes = ModeCoordinates.Of(form);
        var weights = Normal(2, 4, 1);
        var start = modes.Start(Matrix(weights));
        Assert.True(Gap(weights, Of(modes.Weights(start))) < 1e-13);
        Assert.True(Gap(Mul(weights, Of(form), T(weights)), Mul(Of(start), Diagonal([.. modes.Spectrum]), T(Of(start)))) < 1e-13);
    }

    [Fact]
    public void Whitened_coordinates_have_canonical_correlations_and_unit_variance()
    {
        var moments = Moments(.9, .6, .2, -.1);
        var modes = ModeCoordinates.Whitened(moments);
        Assert.True(Gap([.9, .6, .2, -.1], modes.Spectrum) < 1e-12);
        var weights = Normal(2, 4, 1);
        var start = Of(modes.Start(Matrix(weights)));
        Assert.True(Gap(Mul(weights, Of(moments.Total), T(weights)), Mul(start, T(start))) < 1e-12);
        Assert.True(Gap(weights, Of(modes.Weights(Matrix(start)))) < 1e-11);
    }

    [Fact]
    public void A_ridge_lowers_the_correlations_and_keeps_the_way_back()
    {
        var modes = ModeCoordinates.Whitened(Moments(.9, .6, .2, -.1), .1);
        Assert.True(modes.Spectrum[0] < .9);
        var weights = Normal(2, 4, 1);
        Assert.True(Gap(weights, Of(modes.Weights(modes.Start(Matrix(weights))))) < 1e-11);
    }

    [Fact]
    public void Random_starts_are_seeded_and_scaled()
    {
        var modes = ModeCoordinates.Of(Matrix(Diagonal([.. Enumerable.Range(0, 40).Select(i => 1.0 - (.01 * i))])));
        Assert.Equal(modes.RandomStart(30, .01, 5).Values, modes.RandomStart(30, .01, 5).Values);
        Assert.NotEqual(modes.RandomStart(30, .01, 5).Values, modes.RandomStart(30, .01, 6).Values);
        Assert.InRange(modes.RandomStart(30, .01, 5).Values.Average(x => x * x), .9e-4, 1.1e-4);
        var e = Assert.Throws<RequestException>(() => modes.RandomStart(3, 0, 1));
        Assert.Equal("a random start has a size and a scale - got 3 and 0 - 0.001 is a small start", e.Message);
    }
}
