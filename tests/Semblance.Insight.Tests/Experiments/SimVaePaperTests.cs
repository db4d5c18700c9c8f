using Semblance.Insight.Experiments;

namespace Semblance.Insight.Tests.Experiments;

public sealed class SimVaePaperTests
{
    [Theory]
    [InlineData("V1")]
    [InlineData("V2")]
    [InlineData("V3")]
    public void Every_claim_without_training_holds(string id)
    {
        var result = PaperRunner.Run(Papers.Named("simvae")[0], new ReproduceOptions { IsQuick = true, Only = [id] });
        Assert.NotEmpty(result.Claims);
        Assert.All(result.Claims, c => Assert.True(c.Passes, $"{c.Id}: {c.Measured}"));
    }

    [Fact]
    public void Full_budget_is_left_out_unless_it_is_asked_for()
    {
        var paper = Papers.Named("simvae")[0];
        var experiment = paper.Experiments.Single(e => e.Id == "V7");
        var result = PaperRunner.Run(experiment, new ExperimentContext(new ReproduceOptions(), _ => { }, CancellationToken.None));
        Assert.Contains("--only V7", result.Skipped, StringComparison.Ordinal);
    }
}
