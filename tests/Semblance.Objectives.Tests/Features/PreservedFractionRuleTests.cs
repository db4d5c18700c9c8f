using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Features;

namespace Semblance.Objectives.Tests.Features;

public sealed class PreservedFractionRuleTests
{
    private static readonly NoisyFeature[] Features =
    [
        new("constant", 1, 0, FeatureRole.Constant), new("class", 0.5, 0.25, FeatureRole.Class), new("subclass", 0.8, 0.2),
        new("a", 1.2, 0.05), new("b", 1, 0.08), new("c", 0.9, 0.1), new("d", 0.7, 0.1),
    ];

    [Theory]
    [InlineData(2, 0.3056)]
    [InlineData(3, 0.28)]
    [InlineData(4, 0.2593)]
    [InlineData(5, 0.2381)]
    [InlineData(6, 0.1667)]
    [InlineData(7, 0)]
    public void Critical_weights_are_the_derived_ones(int dim, double expected) => Assert.Equal(expected, PreservedFractionRule.CriticalWeight(Features, dim), 5e-5);

    [Fact]
    public void The_class_enters_at_its_critical_weight()
    {
        for (var dim = 2; dim < 7; dim++)
        {
            var critical = PreservedFractionRule.CriticalWeight(Features, dim);
            Assert.DoesNotContain(1, PreservedFractionRule.Apply(Features, dim, critical - 1e-9).Kept);
            Assert.Contains(1, PreservedFractionRule.Apply(Features, dim, critical + 1e-9).Kept);
        }
    }

    [Fact]
    public void Losses_are_the_derived_ones()
    {
        Assert.Equal(-2.7789, PreservedFractionRule.Apply(Features, 3, 0).Loss, 5e-5);
        Assert.Equal(-1.8960, PreservedFractionRule.Apply(Features, 3, 0.3).Loss, 5e-5);
        Assert.Equal(-1.4780, PreservedFractionRule.Apply(Features, 6, 0.9).Loss, 5e-5);
    }

    [Fact]
    public void The_solver_keeps_the_same_features_with_the_same_strengths()
    {
        var (total, views, classes) = (new Matrix(7, 7), new Matrix(7, 7), new Matrix(7, 7));
        for (var k = 0; k < 7; k++) (total[k, k], views[k, k]) = (Features[k].Signal + Features[k].Noise, Features[k].Signal);
        (classes[0, 0], classes[1, 1]) = (1, 0.5);
        foreach (var weight in new[] { 0, 0.3, 0.9, 1 })
        {
            for (var dim = 1; dim <= 8; dim++)
            {
                var rule = PreservedFractionRule.Apply(Features, dim, weight);
                var solution = FeatureSolver.Solve(new FeatureMoments(total, views, classes), new FeatureSolverOptions { Dim = dim, Weight = weight });
                for (var k = 0; k < 7; k++) Assert.Equal(rule.Strengths[k], solution.Strength(k), 1e-9);
            }
        }
    }

    [Fact]
    public void Wrong_requests_are_refused()
    {
        Assert.Throws<RequestException>(() => PreservedFractionRule.Apply([], 2, 0));
        Assert.Throws<RequestException>(() => PreservedFractionRule.Apply(Features, 0, 0));
        Assert.Throws<RequestException>(() => PreservedFractionRule.Apply(Features, 2, double.NaN));
        Assert.Throws<RequestException>(() => PreservedFractionRule.CriticalWeight([new("x", 1, 0)], 2));
        Assert.Contains("'x'", Assert.Throws<RequestException>(() => PreservedFractionRule.Apply([new("x", 0, 1)], 2, 0)).Message, StringComparison.Ordinal);
    }
}
