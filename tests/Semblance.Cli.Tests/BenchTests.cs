using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

public sealed class BenchTests
{
    [Fact]
    public void Without_a_peer_our_figure_stands_alone_and_the_reason_is_told()
    {
        var document = Invocation.Of("bench", "view-32", "--quick", "--repeats", "1", "--no-peer", "--json").Json;
        var figure = document["figures"]![0]!;
        Assert.Equal(("view-32", "us"), ((string?)figure["name"], (string?)figure["unit"]));
        Assert.True((double)figure["value"]! > 0);
        Assert.Null(figure["ratio"]);
        Assert.Null(figure["pass"]);
        Assert.Equal(50, (double)figure["target"]!["bound"]!);
        Assert.Equal("no peer was asked for", (string?)document["machine"]!["peer_reason"]);
        Assert.Equal("wall", (string?)document["clock"]);
    }

    [Fact]
    public void Table_names_figure_target_and_machine()
    {
        var run = Invocation.Of("bench", "view-32", "--quick", "--repeats", "1", "--no-peer", "--clock", "processor", "--quiet");
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains("view-32", run.Output);
        Assert.Contains(">= 50x", run.Output);
        Assert.Contains("No ratios: no peer was asked for.", run.Output);
        Assert.Contains("processor clock", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Unknown_figure_is_refused_with_a_suggestion() => Invocation.Of("bench", "vews").MustFail(ExitCodes.BadRequest, "unknown benchmark 'vews'", "did you mean 'views'?");

    [Fact]
    public void Unknown_clock_is_refused() => Invocation.Of("bench", "view-32", "--clock", "sun").MustFail(ExitCodes.BadRequest, "unknown clock 'sun'");

    [Fact]
    public void Number_of_repeats_out_of_range_is_refused() => Invocation.Of("bench", "--repeats", "0").MustFail(ExitCodes.BadRequest, "--repeats");
}
