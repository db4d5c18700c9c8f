using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class SimVaeTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Loss_of_the_released_weighting_has_its_golden_value()
    {
        Write("a.npy", 2, 2, [1, 2, 0, -1]);
        Write("b.npy", 2, 2, [3, 0, 2, 1]);
        var json = Invocation.Of("loss", "--method", "simvae", "--views", _folder["a.npy"], _folder["b.npy"], "--set", "weighting=released", "--json").Json;
        Assert.Equal(29.6666666667, (double)json["loss"]!, 5e-11);
        Invocation.Of("loss", "--method", "simvae", "--views", _folder["a.npy"]).MustFail(ExitCodes.BadRequest, "needs at least 2 views");
        Invocation.Of("loss", "--method", "simvae", "--views", _folder["a.npy"], _folder["b.npy"], "--set", "within=0").MustFail(ExitCodes.BadRequest, "option 'within' of method 'simvae' has a bad value", "give a number > 0");
    }

    [Fact]
    public void Linear_model_of_given_views_keeps_what_is_above_the_noise()
    {
        var random = new Random(1);
        var (a, b) = (new double[4000], new double[4000]);
        for (var row = 0; row < 2000; row++)
        {
            var content = Normal(random);
            a[2 * row] = content + (0.2 * Normal(random));
            b[2 * row] = content + (0.2 * Normal(random));
            (a[(2 * row) + 1], b[(2 * row) + 1]) = (0.1 * Normal(random), 0.1 * Normal(random));
        }

        Write("a.npy", 2000, 2, a);
        Write("b.npy", 2000, 2, b);
        var json = Invocation.Of("simvae", "--views", _folder["a.npy"], _folder["b.npy"], "--json").Json;
        Assert.Equal(1, (int)json["kept"]!);
        Assert.InRange((double)json["directions"]![0]!["loading"]!, 0.5, 1.5);
        Assert.Equal(0.674307, (double)json["information"]!["mutual_information"]!, 1e-6);
    }

    [Fact]
    public void Bad_requests_are_named()
    {
        Invocation.Of("simvae").MustFail(ExitCodes.BadRequest, "there is nothing to show", "semblance simvae --run");
        Invocation.Of("simvae", "--run", _folder["none"], "--out", _folder["out"]).MustFail(ExitCodes.BadRequest, "is no run folder");
        Invocation.Of("simvae", "--run", _folder["none"]).MustFail(ExitCodes.BadRequest, "there is no place for the pictures");
        Invocation.Of("simvae", "--run", "r", "--views", "a.npy", "b.npy").MustFail(ExitCodes.BadRequest, "--run excludes --views");
        Write("a.npy", 3, 2, [1, 2, 3, 4, 5, 6]);
        Write("c.npy", 2, 2, [1, 2, 3, 4]);
        Invocation.Of("simvae", "--views", _folder["a.npy"], _folder["c.npy"]).MustFail(ExitCodes.BadRequest, "the views have different shapes");
    }

    [Fact]
    public void A_run_is_trained_resumed_scored_for_style_and_drawn()
    {
        var (pixels, labels) = (new byte[240 * 64], new long[240]);
        for (var row = 0; row < 240; row++)
        {
            labels[row] = row % 3;
            for (var x = 0; x < 8; x++) pixels[(row * 64) + ((int)labels[row] * 16) + x] = 200;
        }

        foreach (var part in new[] { "train", "test" })
        {
            Npy.Write<byte>(_folder[$"{part}.npy"], pixels, 240, 8, 8);
            Npy.Write<long>(_folder[$"{part}-y.npy"], labels, 240);
        }

        string[] train =
        [
            "train", "--data", $"npy:{_folder["{split}.npy"]}", "--labels", _folder["{split}-y.npy"], "--method", "simvae", "--encoder", "mlp:hidden=16,dim=8,last-relu=true", "--head", "linear:out=4", "--augment", "simvae",
            "--epochs", "2", "--batch", "40", "--monitor", "false", "--out", _folder["run"], "--json", "--quiet",
        ];
        var terms = Invocation.Of(train).Json["final"]!["terms"]!.AsObject();
        foreach (var name in new[] { "reconstruction", "entropy", "prior", "energy-ratio", "scatter", "kl", "active-dimensions" }) Assert.True(terms.ContainsKey(name), name);
        Assert.Equal(ExitCodes.Done, Invocation.Of("train", "--out", _folder["run"], "--resume", "--quiet").ExitCode);
        Assert.Equal(4, (int)Invocation.Of("embed", "--run", _folder["run"], "--out", _folder["z.npy"], "--json", "--quiet").Json["dim"]!);
        Assert.Equal(8, (int)Invocation.Of("embed", "--run", _folder["run"], "--layer", "representation", "--out", _folder["h.npy"], "--json", "--quiet").Json["dim"]!);

        var style = Invocation.Of("evaluate", "--run", _folder["run"], "--style", "--style-rows", "200", "--parts", "linear", "--json", "--quiet").Json["style"]!["layers"]!.AsArray();
        Assert.Equal(["input", "representation", "embedding"], style.Select(l => (string)l!["name"]!));
        Assert.Contains("vertical-flip", style[2]!["style"]!.AsArray().Select(s => (string)s!["name"]!));
        Assert.True((bool)style[2]!["own"]!);

        var drawn = Invocation.Of("simvae", "--run", _folder["run"], "--out", _folder["pictures"], "--columns", "4", "--frechet-rows", "40", "--json", "--quiet").Json;
        Assert.Equal(["samples", "reconstructions", "interpolations", "styles", "swap"], drawn["images"]!.AsArray().Select(i => Path.GetFileNameWithoutExtension((string)i!["file"]!)));
        Assert.StartsWith("untrained cnn", (string)drawn["frechet"]!["encoder"]!, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, Invocation.Of("report", _folder["run"], "--quiet").ExitCode);
        var page = File.ReadAllText(_folder["run/report.html"]);
        Assert.Contains("Content and style of every layer", page, StringComparison.Ordinal);
        Assert.Contains("What the model generates", page, StringComparison.Ordinal);
        Assert.Contains("Convergence of the latent space", page, StringComparison.Ordinal);
    }

    private void Write(string name, int rows, int columns, double[] values) => Npy.Write<double>(_folder[name], values, rows, columns);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
