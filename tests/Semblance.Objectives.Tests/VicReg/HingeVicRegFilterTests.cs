using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;

namespace Semblance.Objectives.Tests.VicReg;

public sealed class HingeVicRegFilterTests
{
    private static readonly double[] Ramp = [0.9, 0.8, 0.7, 0.6];

    private static HingeVicRegFilter Filter(int dim, double alpha, double beta, double gamma) => new(gamma * dim, alpha * dim, beta * dim / 2);

    [Fact]
    public void Rotated_unrotated_and_whitened_losses_of_the_ramp()
    {
        var filter = Filter(4, 25, 1, 1);
        var found = filter.Apply(Ramp, 4);
        Assert.Equal(1.95, found.Loss, 1e-12);
        foreach (var (expected, s) in new[] { 1.15, 1.05, 0.95, 0.85 }.Zip(found.Variances)) Assert.Equal(expected, s, 1e-12);
        Assert.True(found.EqualVariances);
        Assert.Empty(found.Warnings);
        Assert.Equal(1.95, Descent.Loss(filter, Ramp, 4, Descent.Construct(found, 4)).Value, 1e-12);
        var unrotated = found with { Mixing = null };
        Assert.Equal(4.484153, Descent.Loss(filter, Ramp, 4, Descent.Construct(unrotated, 4)).Value, 1e-6);
        var whitened = unrotated with { Variances = [1, 1, 1, 1] };
        Assert.Equal(2.0, Descent.Loss(filter, Ramp, 4, Descent.Construct(whitened, 4)).Value, 1e-12);
    }

    [Theory]
    [InlineData(6, 6, 1, 1.0, 4.0)]
    [InlineData(6, 6, 1, 1.0, 1.0)]
    [InlineData(6, 6, 1, 0.2, 4.0)]
    [InlineData(6, 6, 1, 3.0, 1.0)]
    [InlineData(6, 6, 1, 20.0, 0.5)]
    [InlineData(8, 5, 25, 2.0, 25.0)]
    [InlineData(3, 5, 1, 0.6, 0.3)]
    [InlineData(3, 5, 1, 0.3, 2.0)]
    [InlineData(8, 8, 1, 1.0, 4.0)]
    public void Descent_never_finds_less(int directions, int dim, double alpha, double beta, double gamma)
    {
        var spectrum = Descent.Spectrum(directions, directions + (10 * dim), 0.05);
        var filter = Filter(dim, alpha, beta, gamma);
        var found = filter.Apply(spectrum, dim);
        var constructed = Descent.Construct(found, dim);
        Assert.Equal(found.Loss, Descent.Loss(filter, spectrum, dim, constructed).Value, 1e-11);
        var random = new Random(3);
        double[] near = [.. constructed.Select(x => x + (0.01 * Sample.Normal(random)))];
        var polished = Descent.Minimise(x => Descent.Loss(filter, spectrum, dim, x), near, 2000);
        var free = Descent.Of(filter, spectrum, dim, 4, 2000);
        Assert.True(Math.Min(free, polished) >= found.Loss - 1e-10, $"descent reached {free:R} and {polished:R}, the formula {found.Loss:R}");
        Assert.InRange(Math.Min(free, polished) - found.Loss, -1e-10, 1e-2);
    }
}
