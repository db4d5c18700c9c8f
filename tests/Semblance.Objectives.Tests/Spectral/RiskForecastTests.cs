using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.Tests.Spectral;

public sealed class RiskForecastTests
{
    private static readonly double[] Spectrum = [.. Enumerable.Repeat(0.98, 4), .. Enumerable.Range(0, 28).Select(k => 0.9 - (0.85 * k / 27))];

    // 32 directions, a target of variance 1 on the four most or least correlated ones, noise 0.25, best ridge; values by another implementation, which tried a coarser list of
    // penalties and so may be up to 1% above.
    [Theory]
    [InlineData(true, 8, 0, 1.059)]
    [InlineData(true, 8, 0.5, 0.980)]
    [InlineData(true, 8, 20, 0.427)]
    [InlineData(true, 32, 0, 0.643)]
    [InlineData(true, 32, 5, 0.309)]
    [InlineData(true, 2048, 20, 0.250)]
    [InlineData(false, 8, 0.1, 1.073)]
    [InlineData(false, 32, 0.9, 1.068)]
    [InlineData(false, 2048, 5, 1.250)]
    public void Error_of_invariance_r_is_that_of_the_reference_table(bool isAligned, int labels, double invariance, double expected)
    {
        var energies = Enumerable.Range(0, 32).Select(k => (isAligned ? k < 4 : k >= 28) ? 0.25 : 0).ToArray();
        var variances = Spectrum.Select(rho => Math.Max(0, 1 - (invariance * (1 - rho)))).ToArray();
        Assert.InRange(RiskForecast.Best(variances, energies, 0.25, labels).Error, 0.99 * expected, expected + 0.0006);
    }

    [Fact]
    public void Without_noise_and_with_many_labels_what_is_kept_is_learnt_and_the_rest_is_lost()
    {
        Assert.Equal(0.3, RiskForecast.TestError([1, 1, 0], [0.5, 0.2, 0.3], 0, 1e9, 1e-9), 6);
    }

    [Fact]
    public void Unit_of_the_variances_does_not_matter()
    {
        var (a, b) = (RiskForecast.Best([3, 2, 1], [1, 1, 1], 0.5, 10), RiskForecast.Best([30, 20, 10], [1, 1, 1], 0.5, 10));
        Assert.Equal(a.Error, b.Error, 12);
    }

    [Fact]
    public void Best_penalty_is_not_beaten_by_others()
    {
        var best = RiskForecast.Best(Spectrum, Spectrum, 0.3, 16);
        foreach (var penalty in new[] { 1e-5, 1e-3, 0.03, 0.1, 0.3, 1, 3, 10, 100 }) Assert.True(RiskForecast.TestError(Spectrum, Spectrum, 0.3, 16, penalty) >= best.Error - 1e-9);
    }
}
