using Semblance.Insight.Experiments;

namespace Semblance.Insight.Tests.Experiments;

public sealed class FeaturesPaperTests
{
    [Theory]
    [InlineData("L1")]
    [InlineData("L4")]
    [InlineData("L5")]
    [InlineData("L7")]
    [InlineData("L8")]
    [InlineData("L9")]
    [InlineData("L10")]
    public void Quick_form_of_the_experiment_passes_all_its_claims(string id)
    {
        var result = PaperRunner.Run(Papers.Named("features")[0], new ReproduceOptions { IsQuick = true, Only = [id] });
        Assert.NotEmpty(result.Claims);
        Assert.All(result.Claims, c => Assert.True(c.Passes, $"{c.Id}: expected {c.Expected}, measured {c.Measured}"));
    }

    [Fact]
    public void Every_experiment_of_the_specification_is_there() => Assert.Equal(
        [.. Enumerable.Range(1, 10).Select(k => $"L{k}"), .. Enumerable.Range(1, 5).Select(k => $"F{k}")], Papers.Named("features")[0].Experiments.Select(e => e.Id));
}
