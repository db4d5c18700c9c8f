using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_writes_a_run_that_can_be_embedded_listed_shown_compared_and_deleted()
    {
        var trained = Invocation.Of([.. Train("a"), "--json", "--quiet"]);
        Assert.Equal(ExitCodes.Done, trained.ExitCode);
        Assert.Equal("", trained.Error);
        Assert.Equal(_folder["runs/a"], (string?)trained.Json["run"]);
        var epochs = trained.Json["epochs"]!.AsArray();
        Assert.Equal(2, epochs.Count);
        Assert.All(new[] { "loss", "terms", "knn", "rankme", "images_per_s", "data_wait" }, key => Assert.NotNull(epochs[1]![key]));
        Assert.Equal((double)epochs[1]!["loss"]!, (double)trained.Json["final"]!["loss"]!);

        var embedded = Invocation.Of("embed", "--run", _folder["runs/a"], "--out", _folder["z.npy"], "--labels-out", _folder["l.npy"], "--json", "--quiet").Json;
        Assert.Equal([(long)embedded["rows"]!, (long)embedded["dim"]!], Npy.Read(_folder["z.npy"]).Shape);
        Assert.Equal(Npy.Read(_folder["y.npy"]).ToInt64s(), Npy.Read(_folder["l.npy"]).ToInt64s());

        Assert.Equal(ExitCodes.Done, Invocation.Of([.. Train("b"), "--learning-rate", "0.01", "--quiet"]).ExitCode);
        var listed = Invocation.Of("runs", "--root", _folder["runs"], "--json").Json["runs"]!.AsArray();
        Assert.Equal(["finished", "finished"], listed.Select(r => (string)r!["status"]!));
        var compared = Invocation.Of("runs", "compare", "a", "b", "--root", _folder["runs"], "--json").Json["different"]!.AsObject();
        Assert.Equal(["0.001", "0.01"], Assert.Single(compared, d => d.Key == "learning-rate").Value!.AsArray().Select(v => (string)v!));
        Assert.Single(compared);
        Assert.Contains("learning-rate", Invocation.Of("runs", "show", "a", "--root", _folder["runs"]).Output);

        Invocation.Of("runs", "delete", "a", "--root", _folder["runs"]).MustFail(ExitCodes.BadRequest, "nothing was deleted", "--yes");
        File.WriteAllText(_folder["runs/b/notes.txt"], "mine");
        Assert.Equal(ExitCodes.Done, Invocation.Of("runs", "delete", "a", "b", "--yes", "--root", _folder["runs"]).ExitCode);
        Assert.False(Directory.Exists(_folder["runs/a"]));
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(_folder["runs/b"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Head_on_a_frozen_encoder_is_solved_on_the_runs_features()
    {
        Assert.Equal(ExitCodes.Done, Invocation.Of([.. Train("a"), "--quiet"]).ExitCode);
        var data = $"npy:{_folder["x.npy"]}";
        var solved = Invocation.Of("solve", "--method", "vicreg", "--data", data, "--run", _folder["runs/a"], "--augment", "vector", "--dim", "3", "--ridge", "0.1", "--out", _folder["h.npy"], "--encoder-out", _folder["h.safetensors"], "--json", "--quiet").Json;
        Invocation.Of("embed", "--run", _folder["runs/a"], "--out", _folder["z.npy"], "--json", "--quiet");
        var dim = Npy.Read(_folder["z.npy"]).Shape[1];
        Assert.True((int)solved["effective_dim"]! <= dim);
        Assert.Equal([Npy.Read(_folder["z.npy"]).Shape[0], 3], Npy.Read(_folder["h.npy"]).Shape);

        // The head's file works on features that `embed` wrote.
        Invocation.Of("embed", "--encoder", _folder["h.safetensors"], "--x", _folder["z.npy"], "--out", _folder["hz.npy"], "--json");
        var (direct, viaFile) = (Npy.Read(_folder["h.npy"]).ToDoubles(), Npy.Read(_folder["hz.npy"]).ToDoubles());
        for (var k = 0; k < direct.Length; k++) Assert.Equal(direct[k], viaFile[k], 3);
    }

    [Fact]
    public void Resume_needs_no_other_option_and_refuses_a_different_one()
    {
        Assert.Equal(ExitCodes.Done, Invocation.Of([.. Train("a"), "--quiet"]).ExitCode);
        var again = Invocation.Of("train", "--out", _folder["runs/a"], "--resume", "--json", "--quiet");
        Assert.Equal(2, again.Json["epochs"]!.AsArray().Count);
        Invocation.Of("train", "--out", _folder["runs/a"], "--resume", "--batch", "8").MustFail(ExitCodes.BadRequest, "batch: 16 in the run, 8 now");
    }

    [Fact]
    public void Same_seed_gives_the_same_metrics_and_another_seed_does_not()
    {
        string Metrics(string name, string seed)
        {
            Assert.Equal(ExitCodes.Done, Invocation.Of([.. Train(name), "--seed", seed, "--quiet"]).ExitCode);
            return File.ReadAllText(_folder[$"runs/{name}/metrics.csv"]);
        }

        var first = Metrics("a", "3");
        Assert.Equal(first, Metrics("b", "3"));
        Assert.NotEqual(first, Metrics("c", "4"));
    }

    [Fact]
    public void Run_folder_in_use_is_refused()
    {
        Directory.CreateDirectory(_folder["runs/a"]);
        File.WriteAllText(_folder["runs/a/notes.txt"], "mine");
        Invocation.Of(Train("a")).MustFail(ExitCodes.BadRequest, "is not empty", "choose another --out");
    }

    [Fact]
    public void Run_folder_that_cannot_be_made_fails_the_job()
    {
        Data();
        Invocation.Of(Train("../y.npy/a")).MustFail(ExitCodes.Failed, "cannot make run folder");
    }

    [Fact]
    public void Batch_larger_than_the_data_is_refused() => Invocation.Of([.. Train("a"), "--batch", "1000"]).MustFail(ExitCodes.BadRequest, "batch", "1000", "48");

    [Theory]
    [InlineData("--method", "simclrr", "did you mean 'simclr'?")]
    [InlineData("--encoder", "mpl", "did you mean 'mlp'?")]
    [InlineData("--augment", "simclr-smal", "did you mean 'simclr-small'?")]
    [InlineData("--data", "fashion-mnst", "did you mean 'fashion-mnist'?")]
    [InlineData("--preset", "dem", "did you mean 'demo'?")]
    [InlineData("--epochs", "0", "got '0'")]
    [InlineData("--learning-rate", "fast", "got 'fast'")]
    [InlineData("--optimiser", "adam", "sgd, adamw, lars")]
    [InlineData("--set", "temprature=1", "did you mean 'temperature'?")]
    public void Bad_value_of_training_is_refused(string option, string value, string part)
    {
        Invocation.Of([.. Train("a"), option, value]).MustFail(ExitCodes.BadRequest, part);
        Assert.False(Directory.Exists(_folder["runs/a"]));
    }

    [Fact]
    public void Data_that_are_not_there_fail_the_job_and_name_folder_and_source() =>
        Invocation.Of("train", "--data", "cifar10", "--data-root", _folder.Path, "--out", _folder["runs/a"]).MustFail(ExitCodes.Failed, "cifar10", _folder.Path);

    [Fact]
    public void Training_without_data_is_refused() => Invocation.Of("train", "--out", _folder["runs/a"]).MustFail(ExitCodes.BadRequest, "nothing to train on", "--data");

    [Fact]
    public void Mistyped_run_gets_a_suggestion()
    {
        Assert.Equal(ExitCodes.Done, Invocation.Of([.. Train("first"), "--quiet"]).ExitCode);
        Invocation.Of("runs", "show", "frist", "--root", _folder["runs"]).MustFail(ExitCodes.BadRequest, "did you mean 'first'?");
    }

    [Fact]
    public void Embed_refuses_a_place_it_cannot_write_before_the_work() =>
        Invocation.Of("embed", "--run", "none", "--out", _folder["z.txt"]).MustFail(ExitCodes.BadRequest, "its ending is '.txt'");

    /// <summary>A training of a second on 48 vectors of 3 classes. A later option of the same name would be refused, so tests that change one leave it out here.</summary>
    private string[] Train(string name)
    {
        Data();
        return ["train", "--config", _folder["train.yaml"], "--out", _folder[$"runs/{name}"]];
    }

    private void Data()
    {
        File.WriteAllText(_folder["train.yaml"], $"""
            data: npy:{_folder.Clusters("x.npy", 48, 3, 1)}
            labels: {_folder.Labels("y.npy", 48, 3)}
            method: simclr
            encoder: mlp:hidden=8,dim=4
            head: none
            augment: none
            batch: 16
            epochs: 2
            """);
    }
}
