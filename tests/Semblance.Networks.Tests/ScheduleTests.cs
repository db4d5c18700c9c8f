using Semblance.Networks.Schedules;

namespace Semblance.Networks.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void The_rate_rises_in_a_line_and_falls_along_a_cosine()
    {
        var schedule = new WarmupCosine(Peak: 2, WarmupSteps: 4, TotalSteps: 12, Final: 0.5);
        Assert.Equal([0.5, 1, 1.5, 2, 2], Enumerable.Range(0, 5).Select(s => schedule.At(s)));
        Assert.Equal(1.25, schedule.At(8), 1e-15);
        Assert.Equal(0.5 + (1.5 * (1 + Math.Cos(Math.PI * 7 / 8)) / 2), schedule.At(11), 1e-15);
        Assert.Equal(0.5, schedule.At(12));
        Assert.Equal(0.5, schedule.At(1000));
    }

    [Fact]
    public void Without_warm_up_the_first_step_has_the_peak() => Assert.Equal(3, new WarmupCosine(3, 0, 10).At(0));

    [Fact]
    public void The_decay_of_a_target_rises_to_one()
    {
        var schedule = new TargetMomentum(0.996, 100);
        Assert.Equal(0.996, schedule.At(0), 1e-15);
        Assert.Equal(0.998, schedule.At(50), 1e-15);
        Assert.Equal(1, schedule.At(100), 1e-15);
        Assert.Equal(1, schedule.At(200), 1e-15);
    }
}
