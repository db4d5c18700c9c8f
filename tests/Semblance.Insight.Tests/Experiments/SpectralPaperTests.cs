using Semblance.Insight.Experiments;

namespace Semblance.Insight.Tests.Experiments;

public sealed class SpectralPaperTests
{
    [Theory]
    [InlineData("E1")]
    [InlineData("E5")]
    [InlineData("E8")]
    [InlineData("E10")]
    [InlineData("E16")]
    [InlineData("E19")]
    [InlineData("E20")]
    [InlineData("E21")]
    [InlineData("E22")]
    public void Quick_form_of_the_experiment_passes_all_its_claims(string id)
    {
        var result = PaperRunner.Run(Papers.Named("spectral")[0], new ReproduceOptions { IsQuick = true, Only = [id] });
        Assert.NotEmpty(result.Claims);
        Assert.All(result.Claims, c => Assert.True(c.Passes, $"{c.Id}: expected {c.Expected}, measured {c.Measured}"));
        Assert.NotEmpty(result.Experiments[0].Exhibits);
    }

    [Fact]
    public void Every_experiment_of_the_specification_is_there() =>
        Assert.Equal(Enumerable.Range(1, 23).Select(k => $"E{k}"), Papers.Named("spectral")[0].Experiments.Select(e => e.Id).Where(id => id[0] == 'E').OrderBy(id => int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Same_seed_gives_the_same_numbers()
    {
        var paper = Papers.Named("spectral")[0];
        var options = new ReproduceOptions { IsQuick = true, Only = ["E10"], Seed = 3 };
        var (first, second) = (PaperRunner.Run(paper, options), PaperRunner.Run(paper, options));
        Assert.Equal(first.Claims.Select(c => c.Measured), second.Claims.Select(c => c.Measured));
    }
}
