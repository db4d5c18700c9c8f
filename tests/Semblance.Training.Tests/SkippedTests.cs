using Semblance.Errors;
using Semblance.Testing;

namespace Semblance.Training.Tests;

public sealed class SkippedTests
{
    [Fact]
    public void Pictures_that_cannot_be_read_are_left_out_and_listed_in_the_run_folder()
    {
        using var runs = new SmallRuns();
        var config = Pictures(runs, ("max-corrupt-share", "0.2"));
        runs.Run(config, "run");
        var broken = Path.Combine(runs.Out("pictures/one"), "broken.jpg");
        Assert.Equal($"file,reason\n\"{broken}\",\"no JPEG, PNG or WebP header\"\n", File.ReadAllText(Path.Combine(runs.Out("run"), "skipped.csv")));
    }

    [Fact]
    public void More_of_them_than_tolerated_stop_the_run_before_it_begins()
    {
        using var runs = new SmallRuns();
        var e = Assert.Throws<RunException>(() => runs.Run(Pictures(runs), "run"));
        Assert.Contains("1 of 9, 1.0 % are tolerated: broken.jpg", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(runs.Out("run")), "a refused run leaves no folder");
    }

    private static TrainConfig Pictures(SmallRuns runs, params (string Name, string Value)[] changes)
    {
        var folder = Directory.CreateDirectory(runs.Out("pictures/one")).FullName;
        for (var k = 0; k < 8; k++) File.Copy(Repository.Golden("pairs", "picture.jpg"), Path.Combine(folder, $"{k}.jpg"));
        File.WriteAllText(Path.Combine(folder, "broken.jpg"), "no picture");
        return runs.Small([("data", "folder:" + runs.Out("pictures")), ("labels", "none"), ("image-size", "16"), ("batch", "4"), ("epochs", "1"), .. changes]);
    }
}
