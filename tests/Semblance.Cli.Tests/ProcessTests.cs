using System.Diagnostics;
using System.Text.Json.Nodes;
using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

/// <summary>What only the program as a process shows: exit codes, streams, signals, a missing engine, a full disk.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Patience = 60_000;

    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Exit_code_and_streams_reach_the_shell()
    {
        var (code, output, error) = Run(Program(AppContext.BaseDirectory, "methods", "simclr", "--json"));
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.Equal("simclr", (string?)JsonNode.Parse(output)!["methods"]![0]!["name"]);
        (code, output, error) = Run(Program(AppContext.BaseDirectory, "methods", "simclrr"));
        Assert.Equal((ExitCodes.BadRequest, ""), (code, output));
        Assert.StartsWith("error: unknown method", error);
    }

    [Fact]
    public void Missing_native_library_is_told_by_doctor_and_fails_other_verbs_in_one_paragraph()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            if (!Path.GetFileName(file).StartsWith("libsemblance", StringComparison.Ordinal)) File.CreateSymbolicLink(_folder[Path.GetFileName(file)], file);
        }

        // The loader looks beside the real file of the program, so that one is copied.
        foreach (var file in new[] { "semblance", "semblance.dll", "Semblance.Tensors.dll" })
        {
            File.Delete(_folder[file]);
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), _folder[file]);
        }

        var (code, output, _) = Run(Program(_folder.Path, "doctor", "--json"));
        Assert.Equal(ExitCodes.Failed, code);
        Assert.False((bool)JsonNode.Parse(output)!["ok"]!);
        var engine = JsonNode.Parse(output)!["checks"]![0]!;
        Assert.False((bool)engine["ok"]!);
        Assert.Contains("make setup", (string?)engine["remedy"]);
        string error;
        (code, output, error) = Run(Program(_folder.Path, "loss", "--method", "simclr", "--views", _folder.Matrix("a.npy", 4, 2, 1), _folder.Matrix("b.npy", 4, 2, 2)));
        Assert.Equal((ExitCodes.Failed, ""), (code, output));
        Assert.Contains("the native engine cannot be loaded", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public void Full_disk_fails_the_job_and_leaves_no_broken_file()
    {
        // The file is written beside its place first; a link makes that a device that is always full.
        File.CreateSymbolicLink(_folder["g.npy.partial"], "/dev/full");
        Invocation.Of("loss", "--method", "simclr", "--views", _folder.Matrix("a.npy", 8, 3, 1), _folder.Matrix("b.npy", 8, 3, 2), "--gradient-out", _folder["g.npy"], _folder["h.npy"])
            .MustFail(ExitCodes.Failed, "g.npy", "No space left", "free disk space");
        Assert.False(File.Exists(_folder["g.npy"]));
    }

    [Fact]
    public async Task Request_to_end_saves_a_checkpoint_and_exits_with_130()
    {
        var (x, y, run) = (_folder.Clusters("x.npy", 48, 3, 1), _folder.Labels("y.npy", 48, 3), _folder["run"]);
        using var process = Process.Start(Program(
            AppContext.BaseDirectory, "train", "--data", "npy:" + x, "--labels", y, "--encoder", "mlp:hidden=8,dim=4", "--head", "none", "--augment", "none", "--batch", "16", "--epochs", "1000000", "--out", run))!;
        try
        {
            var stop = TestContext.Current.CancellationToken;
            var error = process.StandardError.ReadToEndAsync(stop);
            for (var waited = 0; waited < Patience && !File.Exists(Path.Combine(run, "metrics.json")); waited += 20) await Task.Delay(20, stop);
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(stop).WaitAsync(TimeSpan.FromMilliseconds(Patience), stop);
            Assert.Equal(ExitCodes.Stopped, process.ExitCode);
            Assert.Contains("--resume", await error);
            Assert.Equal("interrupted", (string?)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run, "summary.json"), stop))!["status"]);
            Assert.True(File.Exists(Path.Combine(run, "checkpoint.safetensors")));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    [Fact]
    public async Task Killed_without_warning_and_resumed_ends_in_the_weights_of_a_whole_run()
    {
        var stop = TestContext.Current.CancellationToken;
        var (x, y) = (_folder.Clusters("x.npy", 48, 3, 1), _folder.Labels("y.npy", 48, 3));
        string[] Train(string run) =>
        [
            "train", "--data", "npy:" + x, "--labels", y, "--encoder", "mlp:hidden=8,dim=4", "--head", "none", "--augment", "vector", "--batch", "16", "--epochs", "120",
            "--evaluate-every", "30", "--checkpoint-every", "2", "--out", _folder[run],
        ];
        using (var process = Process.Start(Program(AppContext.BaseDirectory, Train("killed")))!)
        {
            var checkpoint = Path.Combine(_folder["killed"], "metrics.csv");
            for (var waited = 0; waited < Patience && !File.Exists(checkpoint); waited += 5) await Task.Delay(5, stop);
            process.Kill(); // SIGKILL: the program cannot save anything
            await process.WaitForExitAsync(stop);
            Assert.False(File.Exists(Path.Combine(_folder["killed"], "weights.safetensors")), "the run was over before it was killed");
        }

        Assert.Equal(ExitCodes.Done, Run(Program(AppContext.BaseDirectory, "train", "--out", _folder["killed"], "--resume")).Code);
        Assert.Equal(ExitCodes.Done, Run(Program(AppContext.BaseDirectory, Train("whole"))).Code);
        foreach (var file in new[] { "weights.safetensors", "metrics.csv" })
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder["whole"], file), stop), await File.ReadAllBytesAsync(Path.Combine(_folder["killed"], file), stop));
        }
    }

    [Theory]
    [InlineData("passed=\"3\" failed=\"0\" notExecuted=\"1\"", 0, "1 skipped: what they need is not on this machine\n3 passed, 0 failed", 0)]
    [InlineData("passed=\"3\" failed=\"2\" notExecuted=\"0\"", 0, "3 passed, 2 failed", 1)]
    [InlineData("passed=\"3\" failed=\"0\" notExecuted=\"0\"", 1, "3 passed, 1 failed", 1)]
    [InlineData("passed=\"0\" failed=\"0\" notExecuted=\"0\"", 0, "0 passed, 0 failed", 1)]
    public void Counts_of_test_results_are_added_and_a_broken_program_is_a_failure(string counters, int broken, string line, int code)
    {
        File.WriteAllText(_folder["one.trx"], $"<TestRun>\n<Counters total=\"9\" {counters} />\n</TestRun>\n");
        var script = Path.Combine(AppContext.BaseDirectory, "../../../../eng/count.awk");
        var result = Run(new ProcessStartInfo("awk", ["-v", $"broken={broken}", "-f", script, _folder["one.trx"]]));
        Assert.Equal((code, line + "\n"), (result.Code, result.Output));
    }

    private static ProcessStartInfo Program(string folder, params string[] arguments) =>
        new(Path.Combine(folder, "semblance"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static (int Code, string Output, string Error) Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience));
        return (process.ExitCode, output, error.Result);
    }
}
