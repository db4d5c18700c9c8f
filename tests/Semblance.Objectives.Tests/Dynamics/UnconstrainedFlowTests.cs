using Semblance.Objectives.Dynamics;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class UnconstrainedFlowTests
{
    private static readonly double[] Spectrum = [.9, .6, .1, -.4];

    [Fact]
    public void Shares_are_those_of_the_weights_of_plain_flow_and_one_direction_takes_all()
    {
        var (flow, start) = (new UnconstrainedFlow(), Matrix(Normal(3, 4, 2, .01)));
        foreach (var time in new[] { 0, .7, 3 })
        {
            var squares = NaiveFlow.Weights(Spectrum, start, time).ColumnSquares();
            Assert.True(Gap([.. squares.Select(s => s / squares.Sum())], flow.Variances(Spectrum, start, time)) < 1e-14);
        }

        Assert.Equal([1, 0, 0, 0], flow.Limits(Spectrum, start));
        Assert.True(Gap(flow.Limits(Spectrum, start), flow.Variances(Spectrum, start, 1e6)) < 1e-14);
        var half = flow.HalfTimes(Spectrum, start);
        Assert.All(half.Skip(1), t => Assert.Equal(double.PositiveInfinity, t));
        if (half[0] > 0) Assert.Equal(.5, flow.Variances(Spectrum, start, half[0])[0], 1e-9);
        else Assert.True(flow.Variances(Spectrum, start, 0)[0] >= .5);
    }

    [Fact]
    public void The_half_time_of_a_faint_leading_direction_is_where_it_overtakes()
    {
        // Two directions, weights 1 and 1000: e^(4 (.9 - .6) t) = 1e6.
        var start = new Numerics.Matrix(1, 2, [1, 1000]);
        Assert.Equal(Math.Log(1e6) / 1.2, new UnconstrainedFlow().HalfTimes([.9, .6], start)[0], 1e-9);
    }

    [Fact]
    public void Without_a_positive_eigenvalue_nothing_is_learnt_and_the_step_is_bounded()
    {
        var (flow, start) = (new UnconstrainedFlow(), Matrix(Normal(2, 2, 2)));
        Assert.Equal([0, 0], flow.Limits([-.1, -.5], start));
        Assert.All(flow.HalfTimes([-.1, -.5], start), t => Assert.Equal(double.PositiveInfinity, t));
        Assert.Equal(2, flow.LargestStableStep([-.1, -.5]));
        Assert.Equal(double.PositiveInfinity, flow.LargestStableStep([.1, .5]));
    }
}
