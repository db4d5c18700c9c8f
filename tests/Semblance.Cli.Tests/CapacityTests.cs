using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class CapacityTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Synthetic_data_are_probed_with_their_own_pairs_and_leave_a_page()
    {
        var result = Invocation.Of("capacity", "--data", "synthetic:hypercube:dim=8,clean=3,samples=2000", "--encoder", "linear", "--out", _folder["page.html"], "--json");
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        var json = result.Json;
        Assert.Equal(3, (int)json["recommended_dim"]!);
        Assert.Equal("invariant", (string)json["rule"]!);
        Assert.Equal(8, json["phi"]!.AsArray().Count);
        Assert.Equal(json["sizes"]!.AsArray().Count, json["phi"]!.AsArray().Count);
        Assert.Equal(0, (double)json["phi"]![2]!, 10);
        Assert.NotNull(json["labels"]!["bound"]![0]);
        Assert.Equal(0, (double)json["clusters"]!["leakage"]!);
        Assert.Contains("<svg", File.ReadAllText(_folder["page.html"]));
    }

    [Fact]
    public void Network_on_npy_features_is_trained_and_says_how_it_went()
    {
        var x = _folder.Clusters("x.npy", 600, 4, 1);
        var json = Invocation.Of("capacity", "--data", "npy:" + x, "--augment", "vector", "--encoder", "mlp:hidden=16,dim=16", "--steps", "20", "--batch", "64", "--max-dim", "5", "--lambda", "1", "--json").Json;
        Assert.Equal("trained", (string)json["mode"]!);
        Assert.Equal(1, (double)Assert.Single(json["trainings"]!.AsArray())!["lambda"]!);
        Assert.Null(json["labels"]);
    }

    [Fact]
    public void Views_are_probed_with_labels()
    {
        var (a, b, y) = (_folder.Clusters("a.npy", 400, 4, 1), _folder.Clusters("b.npy", 400, 4, 2), _folder.Labels("y.npy", 400, 4));
        var json = Invocation.Of("capacity", "--views", a, b, "--labels", y, "--encoder", "linear", "--json").Json;
        Assert.Equal("exact", (string)json["mode"]!);
        Assert.True((double)json["labels"]!["held_out"]![3]! < 0.2);
        Assert.False((bool)json["has_constant"]!);
    }

    [Fact]
    public void Screen_shows_curve_and_advice()
    {
        var result = Invocation.Of("capacity", "--data", "synthetic:grid:samples=300", "--encoder", "linear");
        Assert.Contains("phi_m held out", result.Output);
        Assert.Contains("Train with", result.Output);
    }

    [Fact]
    public void Several_encoders_are_compared_and_the_document_keeps_its_keys()
    {
        var result = Invocation.Of("capacity", "--data", "synthetic:hypercube:dim=6,clean=2,samples=1000", "--encoder", "linear", "--encoder", "relu:50", "--max-dim", "6", "--out", _folder["page.html"], "--json");
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        var json = result.Json;
        Assert.Equal(["linear", "relu:50"], json["encoders"]!.AsArray().Select(e => (string)e!["encoder"]!));
        var chosen = (string)json["recommended_encoder"]!;
        Assert.Equal(chosen, (string)json["encoder"]!);
        var own = json["encoders"]!.AsArray().First(e => (string)e!["encoder"]! == chosen)!;
        Assert.Equal(own["phi"]!.ToJsonString(), json["phi"]!.ToJsonString());
        Assert.Equal((int)own["recommended_dim"]!, (int)json["recommended_dim"]!);
        Assert.NotEqual("", (string)json["encoder_reason"]!);
        Assert.Contains("Side by side", File.ReadAllText(_folder["page.html"]));
        var told = Invocation.Of("capacity", "--data", "synthetic:hypercube:dim=6,clean=2,samples=1000", "--encoder", "linear", "--encoder", "relu:50", "--max-dim", "6");
        Assert.Contains($"Take {chosen}: ", told.Output);
        Invocation.Of("capacity", "--data", "synthetic:grid", "--encoder", "linear", "--encoder", "linear").MustFail(ExitCodes.BadRequest, "2 times");
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_told_before_the_work()
    {
        Invocation.Of("capacity", "--data", "synthetic:grid", "--encoder", "linear", "--out", _folder["none/page.html"]).MustFail(ExitCodes.BadRequest, "its folder does not exist");
        Directory.CreateDirectory(_folder["page.html"]);
        Invocation.Of("capacity", "--data", "synthetic:grid", "--encoder", "linear", "--out", _folder["page.html"]).MustFail(ExitCodes.BadRequest, "it is a folder");
    }

    [Fact]
    public void Nothing_to_probe_is_told() => Invocation.Of("capacity", "--encoder", "linear").MustFail(ExitCodes.BadRequest, "no data were given");

    [Fact]
    public void Data_and_views_together_are_refused() =>
        Invocation.Of("capacity", "--data", "synthetic:grid", "--views", "a.npy", "b.npy", "--encoder", "linear").MustFail(ExitCodes.BadRequest, "got --data and --views");

    [Fact]
    public void Images_augmentations_do_not_fit_vectors() =>
        Invocation.Of("capacity", "--data", "synthetic:grid", "--augment", "simclr", "--encoder", "linear").MustFail(ExitCodes.BadRequest, "does not fit the data");

    [Fact]
    public void Bad_option_value_is_told() =>
        Invocation.Of("capacity", "--data", "synthetic:grid", "--tolerance", "3").MustFail(ExitCodes.BadRequest, "tolerance");

    [Fact]
    public void Views_with_nan_are_refused()
    {
        Npy.Write<double>(_folder["bad.npy"], [.. Enumerable.Repeat(double.NaN, 600)], 200, 3);
        var good = _folder.Matrix("good.npy", 200, 3, 1);
        Invocation.Of("capacity", "--views", good, _folder["bad.npy"], "--encoder", "linear").MustFail(ExitCodes.BadRequest, "not finite");
    }

    [Fact]
    public void Frozen_run_takes_linear_functions_only() =>
        Invocation.Of("capacity", "--data", "synthetic:grid", "--run", "nowhere", "--encoder", "mlp").MustFail(ExitCodes.BadRequest, "run");

    [Fact]
    public void Datasets_lists_synthetic_families_as_always_there()
    {
        var sets = Invocation.Of("datasets", "--json").Json["datasets"]!.AsArray();
        var cube = sets.Single(s => (string?)s!["name"] == "synthetic:hypercube")!;
        Assert.True((bool)cube["found"]!);
        Assert.Contains("clean", (string?)cube["how_to_get"]);
    }

    [Fact]
    public void Solve_pairs_synthetic_data_by_themselves()
    {
        var json = Invocation.Of("solve", "--method", "spectral", "--data", "synthetic:hypercube:samples=500", "--dim", "3", "--json").Json;
        Assert.Equal(-3, (double)json["loss"]!, 6);
    }
}
