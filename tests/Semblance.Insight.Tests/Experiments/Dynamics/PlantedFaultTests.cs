using Semblance.Insight.Experiments.Dynamics;
using Semblance.Training.Monitor;

namespace Semblance.Insight.Tests.Experiments.Dynamics;

/// <summary>One training of each kind; twenty of each: <c>semblance reproduce dynamics --only M</c>.</summary>
public sealed class PlantedFaultTests
{
    private const int Seed = 10_000;

    public static TheoryData<int> Faults => [.. Enumerable.Range(0, Fault.All.Count)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_named_and_a_healthy_training_raises_no_alert(int index)
    {
        var fault = Fault.All[index];
        var (named, alarm) = PlantedFaults.Answer(fault.Draw(Seed).Train());
        Assert.Equal(fault.Cause, named);
        Assert.Equal(fault.Cause is not null, alarm);
    }

    [Fact]
    public void A_training_is_the_same_for_the_same_seed()
    {
        MonitorRecord Last() => (Fault.All[0].Draw(Seed) with { Steps = 20, Looks = 1 }).Train()[^1];
        Assert.Equal(Last().Embedding.EffectiveRank, Last().Embedding.EffectiveRank);
        Assert.Equal(Last().Embedding.Modes, Last().Embedding.Modes);
    }
}
