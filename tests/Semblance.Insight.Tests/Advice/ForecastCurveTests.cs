using Semblance.Insight.Advice;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Advice;

public sealed class ForecastCurveTests
{
    [Fact]
    public void A_curve_that_was_measured_to_be_flatter_is_forecast_flatter()
    {
        // The formula halves the error with four times the labels, the parts show a root of that.
        ForecastPoint[] formula = [At(50, .8), At(200, .4), At(800, .2), At(3200, .1)];
        var points = ForecastCurve.Tempered(formula, [At(50, .4 * Math.Sqrt(2)), .. formula[1..]], 200);
        Assert.Equal(.4 * Math.Sqrt(2), points[0].Error, 12);
        Assert.Equal(.4, points[1].Error, 12);
        Assert.Equal(.4 / Math.Sqrt(2), points[2].Error, 12);
        Assert.Equal(.2, points[3].Error, 12);
        Assert.Equal(.36 / 2, points[3].Interval.Low, 12);
        Assert.Equal(.44 / 2, points[3].Interval.High, 12);
    }

    [Fact]
    public void A_curve_that_was_measured_to_be_as_steep_or_was_not_measured_stays()
    {
        ForecastPoint[] formula = [At(50, .8), At(200, .4), At(800, .2)];
        Assert.Equal(formula[1..], ForecastCurve.Tempered(formula, [At(50, .9), .. formula[1..]], 200).Skip(1));
        Assert.Equal(formula[1..], ForecastCurve.Tempered(formula, formula[1..], 200));
        Assert.Equal([.4, .4], ForecastCurve.Tempered(formula, [At(50, .3), .. formula[1..]], 200).Skip(1).Select(p => p.Error));
    }

    private static ForecastPoint At(int labels, double error) => new(labels, error, new Interval(.9 * error, 1.1 * error));
}
