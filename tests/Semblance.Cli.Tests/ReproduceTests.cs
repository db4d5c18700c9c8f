using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

public sealed class ReproduceTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Claims_that_hold_exit_with_0_and_leave_page_and_json()
    {
        var result = Invocation.Of("reproduce", "spectral", "--quick", "--only", "E21", "--only", "e19", "--out", _folder["out"], "--json");
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.True((bool)result.Json["pass"]!);
        Assert.Equal(["E19", "E21"], result.Json["experiments"]!.AsArray().Select(e => (string)e!["id"]!));
        Assert.True(File.Exists((string)result.Json["page"]!));
        Assert.True(File.Exists(_folder["out/spectral.json"]));
    }

    [Fact]
    public void Table_marks_each_claim()
    {
        var result = Invocation.Of("reproduce", "spectral", "--quick", "--only", "E21", "--out", _folder["out"]);
        Assert.Contains("✓", result.Output);
        Assert.Contains("E21.rankme", result.Output);
        Assert.Contains("of 3 claims hold", result.Output);
    }

    [Fact]
    public void All_papers_are_one_document()
    {
        var json = Invocation.Of("reproduce", "all", "--quick", "--only", "E21", "--out", _folder["out"], "--json").Json;
        Assert.Equal("E21.identity", (string)json["claims"]![0]!["id"]!);
        Assert.Equal("spectral", (string)json["claims"]![0]!["paper"]!);
    }

    [Fact]
    public void Unknown_paper_gets_a_suggestion() => Invocation.Of("reproduce", "spektral").MustFail(ExitCodes.BadRequest, "unknown paper 'spektral'", "did you mean 'spectral'?");

    [Fact]
    public void Unknown_experiment_is_refused_before_anything_runs() => Invocation.Of("reproduce", "spectral", "--only", "E99", "--out", _folder["out"]).MustFail(ExitCodes.BadRequest, "unknown experiment 'E99'");

    [Fact]
    public void File_in_place_of_the_folder_is_refused()
    {
        File.WriteAllText(_folder["taken"], "");
        Invocation.Of("reproduce", "spectral", "--only", "E21", "--out", _folder["taken"]).MustFail(ExitCodes.BadRequest, "it is a file");
    }
}
