using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Tests.Kernels;

public class NoiseKernelTests
{
    [Fact]
    public void Noise_is_normal_with_the_given_deviation()
    {
        var canvas = new Canvas(1, 1, 100_000);
        var draws = new Draws(1, 0, 0, 0, 0);
        NoiseKernel.Add(canvas, 2, clamp: false, ref draws);
        var values = Canvases.Values(canvas);
        double mean = values.Average(), variance = values.Average(v => v * v), fourth = values.Average(v => Math.Pow(v, 4));

        // Five standard errors of 100,000 normals.
        Assert.Equal(0, mean, 5 * 2 / Math.Sqrt(1e5));
        Assert.Equal(4, variance, 5 * 4 * Math.Sqrt(2 / 1e5));
        Assert.Equal(3, fourth / 16, 5 * Math.Sqrt(96 / 1e5));
    }

    [Fact]
    public void Noise_of_pixels_stays_in_range_and_values_differ()
    {
        var canvas = Canvases.Random(3, 9, 9);
        var draws = new Draws(1, 0, 0, 0, 0);
        NoiseKernel.Add(canvas, 1, clamp: true, ref draws);
        var values = Canvases.Values(canvas);
        Assert.All(values, v => Assert.InRange(v, 0, 1));
        Assert.True(values.Distinct().Count() > 50);
    }

    [Fact]
    public void Masking_hits_the_share_asked_for_and_leaves_the_rest()
    {
        var canvas = Canvases.From([.. Enumerable.Repeat(3f, 20_000)], 1, 1, 20_000);
        var draws = new Draws(1, 0, 0, 0, 0);
        var masked = NoiseKernel.Mask(canvas, 0.3f, ref draws);
        Assert.InRange(masked, 5676, 6324); // five standard errors about 6000
        Assert.Equal(masked, Canvases.Values(canvas).Count(v => v == 0));
        Assert.Equal(20_000 - masked, Canvases.Values(canvas).Count(v => v == 3));
    }

    [Fact]
    public void Scaling_multiplies_every_value()
    {
        var canvas = Canvases.From([1, -2, 3], 1, 1, 3);
        NoiseKernel.Scale(canvas, 1.5f);
        Assert.Equal([1.5f, -3f, 4.5f], Canvases.Values(canvas));
    }
}
