using Semblance.Errors;
using Semblance.Objectives.Dynamics;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class TrainingTimeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(.5)]
    [InlineData(.9)]
    public void Momentum_descent_follows_the_flow_at_its_time(double momentum)
    {
        // ds/dt = 4 g s (1 - g s²) of a Barlow Twins mode.
        var (s, velocity) = (.01, 0.0);
        const double Rate = 1e-5, Eigenvalue = .5;
        var half = new BarlowTwinsFlow().HalfTimes([Eigenvalue], new(1, 1, [s]))[0];
        var steps = 0;
        for (; Eigenvalue * s * s < .5; steps++)
        {
            velocity = (momentum * velocity) + (4 * Eigenvalue * s * (1 - (Eigenvalue * s * s)));
            s += Rate * velocity;
        }

        Assert.InRange(TrainingTime.StepsUntil(half, Rate, momentum) / steps, .998, 1.002);
        Assert.Equal(half, TrainingTime.OfSteps(TrainingTime.StepsUntil(half, Rate, momentum), Rate, momentum), 1e-12);
    }

    [Theory]
    [InlineData(.95, true)]
    [InlineData(1.05, false)]
    public void Momentum_raises_the_largest_stable_step(double factor, bool stable)
    {
        var (s, velocity) = (1.3, 0.0);
        var rate = factor * TrainingTime.LargestStableStep(new BarlowTwinsFlow().LargestStableStep([.5]), .6);
        for (var i = 0; i < 5000; i++)
        {
            velocity = (.6 * velocity) + (4 * .5 * s * (1 - (.5 * s * s)));
            s += rate * velocity;
        }

        Assert.Equal(stable, Math.Abs((.5 * s * s) - 1) < 1e-9);
    }

    [Fact]
    public void A_constant_schedule_is_learning_rate_times_steps()
    {
        var times = TrainingTime.OfSchedule([.1, .1, .1, 0], .5);
        Assert.Equal(TrainingTime.OfSteps(3, .1, .5), times[2], 1e-15);
        Assert.Equal(times[2], times[3]);
    }

    [Fact]
    public void Never_takes_for_ever() => Assert.True(double.IsPositiveInfinity(TrainingTime.StepsUntil(double.PositiveInfinity, .1)));

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("a learning rate is above 0 - got 0 - give a positive number", Assert.Throws<RequestException>(() => TrainingTime.OfSteps(3, 0)).Message);
        Assert.Equal("momentum is in [0, 1) - got 1 - 0.9 is usual", Assert.Throws<RequestException>(() => TrainingTime.OfSteps(3, .1, 1)).Message);
        Assert.Equal("the number of steps is at least 0 - got -1 - give 0 or more steps", Assert.Throws<RequestException>(() => TrainingTime.OfSteps(-1, .1)).Message);
        Assert.Equal("a learning rate is not negative - got -0.1 at step 1 - look at the schedule", Assert.Throws<RequestException>(() => TrainingTime.OfSchedule([.1, -.1])).Message);
    }
}
