using Semblance.Insight.Experiments;
using Semblance.Insight.Experiments.Dynamics;

namespace Semblance.Insight.Tests.Experiments.Dynamics;

public sealed class DynamicsPaperTests
{
    public static TheoryData<string> Synthetic => ["G", "E11", "E12", "E15"];

    [Theory]
    [MemberData(nameof(Synthetic))]
    public void Experiment_without_data_passes_every_claim(string id)
    {
        var result = PaperRunner.Run(DynamicsPaper.Paper, new ReproduceOptions { IsQuick = true, Only = [id] });
        Assert.NotEmpty(result.Claims);
        Assert.All(result.Claims, c => Assert.True(c.Passes, $"{c.Id}: expected {c.Expected}, measured {c.Measured}"));
    }
}
