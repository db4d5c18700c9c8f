using Semblance.Insight.Experiments;

namespace Semblance.Insight.Tests.Experiments;

public sealed class InductiveBiasPaperTests
{
    [Theory]
    [InlineData("E1")]
    [InlineData("E3")]
    [InlineData("E4")]
    [InlineData("E10")]
    [InlineData("E13")]
    public void Quick_form_of_the_experiment_passes_all_its_claims(string id)
    {
        var result = PaperRunner.Run(Papers.Named("inductive-bias")[0], new ReproduceOptions { IsQuick = true, Only = [id] });
        Assert.NotEmpty(result.Claims);
        Assert.All(result.Claims, c => Assert.True(c.Passes, $"{c.Id}: expected {c.Expected}, measured {c.Measured}"));
        Assert.NotEmpty(result.Experiments[0].Exhibits);
    }

    [Fact]
    public void Every_experiment_is_there() =>
        Assert.Equal(Enumerable.Range(1, 13).Select(k => $"E{k}"), Papers.Named("inductive-bias")[0].Experiments.Select(e => e.Id));

    [Fact]
    public void Same_seed_gives_the_same_numbers()
    {
        var paper = Papers.Named("inductive-bias")[0];
        var options = new ReproduceOptions { IsQuick = true, Only = ["E13"], Seed = 3 };
        var (first, second) = (PaperRunner.Run(paper, options), PaperRunner.Run(paper, options));
        Assert.Equal(first.Claims.Select(c => c.Measured), second.Claims.Select(c => c.Measured));
    }
}
