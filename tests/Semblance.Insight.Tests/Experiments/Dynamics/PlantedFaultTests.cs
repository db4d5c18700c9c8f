using Semblance.Insight.Experiments.Dynamics;

namespace Semblance.Insight.Tests.Experiments.Dynamics;

public sealed class PlantedFaultTests
{
    public static TheoryData<int> Faults => [.. (Environment.GetEnvironmentVariable("ONLY") is { } only ? only.Split(' ').Select(int.Parse) : Enumerable.Range(0, Fault.All.Count))];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_planted_fault_is_named_and_a_healthy_training_raises_no_alert(int index)
    {
        var fault = Fault.All[index];
        for (var seed = 10_000; seed < 10_000 + int.Parse(Environment.GetEnvironmentVariable("SEEDS") ?? "1"); seed++)
        {
            var looks = fault.Draw(seed).Train();
            TestContext.Current.TestOutputHelper?.WriteLine($"{fault.Name} {seed}: {PlantedFaults.Answer(looks)}");
            foreach (var l in looks.TakeLast(int.Parse(Environment.GetEnvironmentVariable("LOOKS") ?? "1"))) TestContext.Current.TestOutputHelper?.WriteLine($"   {l.State} z erank {l.Embedding.EffectiveRank:F2}/{l.ExpectedRank:F2} var {l.Embedding.Variance:G3}/{l.ExpectedVariance:G3} share {l.Embedding.VarianceShare:G3} h erank {l.Representation.EffectiveRank:F2} dead {l.Representation.DeadShare:F2} agree {l.Representation.FittingShare:F2} destroyed {l.Representation.DestroyedShare:F2} T {l.Threshold:F2} :: {string.Join(" | ", l.Findings.Select(f => f.Heading()))}");
            if (Environment.GetEnvironmentVariable("SEEDS") is null) Assert.Equal(fault.Cause, PlantedFaults.Answer(looks).Named);
        }
    }
}
