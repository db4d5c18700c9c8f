using System.Globalization;
using Semblance.Insight.Advice;
using Semblance.Objectives;

namespace Semblance.Insight.Tests.Advice;

public sealed class InvarianceConversionTests
{
    private static readonly double[] Spectrum = [0.99, 0.95, 0.9, 0.8, 0.7, 0.55, 0.4, 0.2];

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    [InlineData(20.0)]
    public void Published_form_at_the_converted_weights_keeps_the_same_spectrum(double ratio)
    {
        var weights = InvarianceConversion.Of(ratio, Spectrum, 8);
        var published = Optima.Create("vicreg", [new("invariance", Text(weights.Invariance)), new("variance", Text(weights.Variance)), new("covariance", "1")]).Filter.Apply(Spectrum, 8).Variances;
        for (var k = 0; k < 8; k++) Assert.Equal(Math.Max(0, 1 - (ratio * (1 - Spectrum[k]))) / (1 - (ratio * 0.01)), published[k] / published[0], 1e-6);
        Assert.Equal(8, published.Sum(), 1e-6);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
