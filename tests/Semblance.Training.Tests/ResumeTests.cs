using Semblance.Errors;

namespace Semblance.Training.Tests;

public sealed class ResumeTests
{
    [Theory]
    [InlineData("simclr", "adamw")]
    [InlineData("byol", "sgd")]
    [InlineData("moco", "lars")]
    public void Killed_in_the_middle_and_resumed_ends_in_the_same_bits(string method, string optimiser)
    {
        using var runs = new SmallRuns();
        var config = runs.Small(("method", method), ("optimiser", optimiser), ("checkpoint-every", "2"), ("learning-rate", "0.01"));
        runs.Run(config, "whole");

        Assert.Throws<KilledException>(() => runs.Run(config, "killed", observer: new StopAt(5)));
        runs.Run(config, "killed", resume: true);

        Assert.Equal(runs.Metrics("whole"), runs.Metrics("killed"));
        Assert.Equal(runs.Weights("whole"), runs.Weights("killed"));
    }

    [Fact]
    public void Interrupted_at_any_step_and_resumed_ends_in_the_same_bits()
    {
        using var runs = new SmallRuns();
        var config = runs.Small();
        runs.Run(config, "whole");

        for (var step = 1; step <= 8; step += 3)
        {
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => runs.Run(config, $"stopped-{step}", observer: new StopAt(step, stop), stop: stop.Token));
            runs.Run(config, $"stopped-{step}", resume: true);
            Assert.Equal(runs.Weights("whole"), runs.Weights($"stopped-{step}"));
            Assert.Equal(runs.Metrics("whole"), runs.Metrics($"stopped-{step}"));
        }
    }

    [Fact]
    public void Killed_before_the_first_checkpoint_and_resumed_starts_anew()
    {
        using var runs = new SmallRuns();
        var config = runs.Small();
        runs.Run(config, "whole");
        Assert.Throws<KilledException>(() => runs.Run(config, "killed", observer: new StopAt(1)));
        runs.Run(config, "killed", resume: true);
        Assert.Equal(runs.Weights("whole"), runs.Weights("killed"));
    }

    [Fact]
    public void Same_seed_twice_gives_the_same_bits_and_the_number_of_workers_does_not_matter()
    {
        using var runs = new SmallRuns();
        runs.Run(runs.Small(), "one");
        runs.Run(runs.Small(), "two", workers: 3);
        runs.Run(runs.Small(("seed", "6")), "other");
        Assert.Equal(runs.Weights("one"), runs.Weights("two"));
        Assert.Equal(runs.Metrics("one"), runs.Metrics("two"));
        Assert.NotEqual(runs.Weights("one"), runs.Weights("other"));
    }

    [Fact]
    public void Another_config_cannot_resume()
    {
        using var runs = new SmallRuns();
        Assert.Throws<KilledException>(() => runs.Run(runs.Small(), "run", observer: new StopAt(4)));
        var e = Assert.Throws<RequestException>(() => runs.Run(runs.Small(("learning-rate", "0.5")), "run", resume: true));
        Assert.Contains("learning-rate: 0.001 in the run, 0.5 now", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_resumes_to_itself()
    {
        using var runs = new SmallRuns();
        runs.Run(runs.Small(), "run");
        var before = runs.Weights("run");
        runs.Run(runs.Small(), "run", resume: true);
        Assert.Equal(before, runs.Weights("run"));
    }
}
