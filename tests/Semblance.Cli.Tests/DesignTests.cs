using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class DesignTests : IDisposable
{
    private const string Data = "synthetic:features:samples=48,views=1,dim=6+bits:count=2,flip=0.1";
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_on_data_with_a_design_is_embedded_with_its_attributes()
    {
        var run = _folder["run"];
        var trained = Invocation.Of("train", "--data", Data, "--method", "joint", "--encoder", "mlp:hidden=8,dim=4", "--head", "none", "--augment", "vector", "--epochs", "1", "--batch", "16", "--set", "form=spectral", "--out", run, "--quiet");
        Assert.Equal(ExitCodes.Done, trained.ExitCode);
        var embedded = Invocation.Of("embed", "--run", run, "--out", _folder["z.npy"], "--attributes-out", _folder["a.csv"], "--json", "--quiet").Json;
        Assert.Equal(_folder["a.csv"], (string?)embedded["attributes_out"]);
        var lines = File.ReadAllLines(_folder["a.csv"]);
        Assert.Equal("class,subclass,irrelevant,sign,bit-0,bit-1", lines[0]);
        Assert.Equal(Npy.Read(_folder["z.npy"]).Shape[0] + 1, lines.Length);
        Assert.All(lines.Skip(1), l => Assert.Equal(6, l.Split(',').Length));
    }

    [Fact]
    public void Unknown_designs_and_places_are_refused()
    {
        Invocation.Of("train", "--data", "synthetic:features+bitz", "--method", "simclr", "--out", _folder["run"]).MustFail(ExitCodes.BadRequest, "unknown design 'bitz'");
        Invocation.Of("embed", "--run", "none", "--out", _folder["z.npy"], "--attributes-out", _folder["a.txt"]).MustFail(ExitCodes.BadRequest, "attributes are written as CSV");
    }

    [Fact]
    public void Designs_are_listed_among_the_data_sets() =>
        Assert.Contains(Invocation.Of("datasets", "--json").Json["datasets"]!.AsArray(), d => (string?)d!["name"] == "D+watermark");
}
