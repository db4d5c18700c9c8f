using Semblance.Errors;
using Semblance.Training.Runs;

namespace Semblance.Training.Tests;

public sealed class RunFolderTests
{
    [Fact]
    public void A_finished_run_holds_config_metrics_views_environment_and_weights()
    {
        using var runs = new SmallRuns();
        var config = runs.Small();
        var result = runs.Run(config, "run");
        var folder = RunFolder.Open(runs.Out("run"));
        var stored = folder.ReadConfig();
        Assert.Equal(config with { MethodOptions = stored.MethodOptions }, stored);
        Assert.Equal(config.MethodOptions, stored.MethodOptions);
        Assert.Equal(3, folder.ReadEpochs().Count);
        Assert.All(folder.ReadEpochs(), e => Assert.True(e is { Knn: null or >= 0 and <= 1, RankMe: > 0, ImagesPerSecond: > 0, DataWait: >= 0 and <= 1 }));
        Assert.Equal("finished", (string?)folder.ReadSummary()!["status"]);
        Assert.Equal(9, (int?)folder.ReadSummary()!["step"]);
        Assert.StartsWith("libtorch", (string?)folder.ReadEnvironment()["engine"], StringComparison.Ordinal);
        Assert.Equal(result.Epochs[^1].Loss, folder.ReadEpochs()[^1].Loss);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.partial"));
    }

    [Fact]
    public void A_new_run_does_not_touch_an_existing_one()
    {
        using var runs = new SmallRuns();
        runs.Run(runs.Small(), "run");
        var e = Assert.Throws<RequestException>(() => runs.Run(runs.Small(), "run"));
        Assert.Contains("it holds a run - give --resume", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        using var runs = new SmallRuns();
        Directory.CreateDirectory(runs.Out("mine"));
        File.WriteAllText(Path.Combine(runs.Out("mine"), "thesis.txt"), "precious");
        var e = Assert.Throws<RequestException>(() => runs.Run(runs.Small(), "mine"));
        Assert.Contains("is not empty", e.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(runs.Out("mine"), "thesis.txt")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_reported()
    {
        using var runs = new SmallRuns();
        var e = Assert.Throws<RunException>(() => Trainer.Run(new TrainRequest { Config = runs.Small(), Out = "/proc/semblance/run" }));
        Assert.Contains("cannot make run folder '/proc/semblance/run'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_is_named()
    {
        var e = Assert.Throws<RequestException>(() => RunFolder.Open("/nowhere/at/all"));
        Assert.Equal("'/nowhere/at/all' is no run folder - there is no such folder - give a folder that `semblance train --out` made; `semblance runs` lists them", e.Message);
    }
}
