using Semblance.Insight.Capacity;

namespace Semblance.Insight.Tests.Capacity;

public sealed class DimensionChoiceTests
{
    [Theory]
    [InlineData("0,0,0,0.07,0.07", false, 3, "invariant")] // exact invariance ends there, however small the next value
    [InlineData("0,0,0,0.5", true, 3, "invariant")]
    [InlineData("0,0.05,0.1,0.6,0.7", true, 3, "gap")]
    [InlineData("0,0.06,0.14,0.22,0.3,0.38,0.46", true, 6, "budget")] // means 0, .03, .067, .105, .144, .193, .223
    [InlineData("0,0.02,0.03,0.04", true, 4, "budget")] // all within: there may be more
    [InlineData("0,0.9,1.2,1.4", true, 2, "none")]
    [InlineData("0.9,1.2", false, 1, "none")]
    public void Rule_that_fires_and_the_dimension_it_gives(string values, bool hasConstant, int dim, string rule)
    {
        double[] spectrum = [.. values.Split(',').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        var choice = DimensionChoice.Of(spectrum, hasConstant, 0.2);
        Assert.Equal((rule, dim), (choice.Rule, choice.Dim));
        Assert.NotEmpty(choice.Reason);
    }
}
