using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class SolveTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cycle_of_eight_has_the_losses_of_the_paper()
    {
        File.WriteAllLines(_folder["c8.csv"], Enumerable.Range(0, 8).Select(i => $"{i},{(i + 1) % 8}"));
        var vicreg = Invocation.Of("solve", "--method", "vicreg", "--graph-only", _folder["c8.csv"], "--dim", "2", "--set", "variance-form=squared", "--set", "variance=2", "--set", "covariance=1", "--set", "invariance=0.5", "--json").Json;
        Assert.Equal(0.5428932188, (double)vicreg["loss"]!, 10);
        Assert.Equal(2, (int)vicreg["rank"]!);
        var spectral = Invocation.Of("solve", "--method", "spectral", "--graph-only", _folder["c8.csv"], "--dim", "3", "--out", _folder["z.npy"], "--json").Json;
        Assert.Equal(-2, (double)spectral["loss"]!, 10);
        Assert.True((double)spectral["certificate"]!["gap"]! < 1e-10);
        Assert.Equal([8, 3], Npy.Read(_folder["z.npy"]).Shape);
    }

    [Fact]
    public void Written_embedding_has_the_loss_that_is_reported()
    {
        var (a, b) = Views();
        var json = Invocation.Of("solve", "--method", "spectral", "--views", a, b, "--dim", "3", "--out", _folder["z.npy"], "--encoder-out", _folder["e.safetensors"], "--json").Json;
        var z = Npy.Read(_folder["z.npy"]).ToDoubles();
        Assert.Equal([80, 3], Npy.Read(_folder["z.npy"]).Shape);
        var (same, squares) = (0.0, 0.0);
        for (var i = 0; i < 40; i++) same += Dot(z, i, i + 40) / 40;
        for (var i = 0; i < 80; i++)
        {
            for (var j = 0; j < 80; j++) squares += Math.Pow(Dot(z, i, j), 2) / 6400;
        }

        Assert.Equal((double)json["loss"]!, (-2 * same) + squares, 10);
        Assert.Equal(json["spectrum"]!.AsArray().Count, json["filter"]!.AsArray().Count);

        Invocation.Of("embed", "--encoder", _folder["e.safetensors"], "--x", a, "--out", _folder["za.npy"], "--json");
        Assert.Equal(z[..120], Npy.Read(_folder["za.npy"]).ToDoubles());
    }

    [Fact]
    public void Pairs_and_views_of_the_same_rows_have_the_same_optimum()
    {
        var (a, b) = Views();
        Npy.Write<double>(_folder["x.npy"], [.. Npy.Read(a).ToDoubles(), .. Npy.Read(b).ToDoubles()], 80, 5);
        File.WriteAllLines(_folder["p.csv"], Enumerable.Range(0, 40).Select(i => $"{i},{i + 40}"));
        foreach (var method in new[] { "vicreg", "barlow-twins", "spectral", "whitening" })
        {
            double Loss(params string[] pairs) => (double)Invocation.Of(["solve", "--method", method, "--dim", "3", .. pairs, "--json"]).Json["loss"]!;
            Assert.Equal(Loss("--views", a, b), Loss("--x", _folder["x.npy"], "--pairs", _folder["p.csv"]), 9);
        }
    }

    [Fact]
    public void Every_form_of_relation_and_features_gives_a_solution_with_a_small_gap()
    {
        var (a, _) = Views();
        var labels = _folder.Labels("y.npy", 40, 3);
        File.WriteAllLines(_folder["edges.csv"], ["a,b,weight", .. Enumerable.Range(0, 39).Select(i => $"{i},{i + 1},{1 + (i % 3)}")]);
        foreach (var graph in new[] { "knn:5", "mutual-knn:5", "rbf:1", $"labels:{labels}", $"edges:{_folder["edges.csv"]}" })
        {
            foreach (var kernel in new[] { "linear", "rbf:2,landmarks=10", "relu:8" })
            {
                var json = Invocation.Of("solve", "--method", "vicreg", "--x", a, "--graph", graph, "--kernel", kernel, "--dim", "2", "--json").Json;
                Assert.True((double)json["certificate"]!["gap"]! < 1e-8, $"{graph} {kernel}: {json["certificate"]}");
            }
        }
    }

    [Fact]
    public void Data_set_with_augmentations_is_streamed_and_repeats_to_the_bit()
    {
        var data = $"npy:{_folder.Matrix("d.npy", 60, 6, 4)}";
        string[] request = ["solve", "--method", "vicreg", "--data", data, "--augment", "vector", "--views-per-sample", "3", "--passes", "2", "--dim", "2", "--out", _folder["z.npy"], "--json"];
        var first = Invocation.Of(request);
        Assert.Equal(0, first.ExitCode);
        Assert.Equal("moments", (string)first.Json["certificate"]!["from"]!);
        Assert.Equal([60, 2], Npy.Read(_folder["z.npy"]).Shape);
        Assert.Equal(first.Output, Invocation.Of([.. request, "--workers", "3"]).Output);
        Assert.NotEqual(first.Output, Invocation.Of([.. request, "--seed", "5"]).Output);
    }

    [Fact]
    public void Labels_make_supervised_directions_one_less_than_classes()
    {
        var x = _folder.Clusters("x.npy", 60, 4, 3);
        var json = Invocation.Of("solve", "--method", "whitening", "--x", x, "--graph", $"labels:{_folder.Labels("y.npy", 60, 4)}", "--dim", "4", "--json").Json;
        var spectrum = json["spectrum"]!.AsArray().Select(v => (double)v!).ToArray();
        Assert.All(spectrum[..3], rho => Assert.True(rho > 0.5));
        Assert.True(Math.Abs(spectrum[3]) < 1e-9);
    }

    [Fact]
    public void Options_come_from_a_file()
    {
        var (a, b) = Views();
        File.WriteAllText(_folder["c.yaml"], $"method: vicreg\nviews: [{a}, {b}]\ndim: 2\nvariance-form: squared\n");
        var json = Invocation.Of("solve", "--config", _folder["c.yaml"], "--json").Json;
        Assert.Equal(2, (int)json["dim"]!);
        Assert.Equal((double)Invocation.Of("solve", "--method", "vicreg", "--views", a, b, "--dim", "2", "--set", "variance-form=squared", "--json").Json["loss"]!, (double)json["loss"]!);
    }

    [Theory]
    [InlineData("one kind of pairs", "--views", "A", "B", "--graph-only", "E")]
    [InlineData("none was given")]
    [InlineData("at least two views", "--views", "A")]
    [InlineData("--pairs without --x", "--pairs", "E")]
    [InlineData("neither --pairs nor --graph", "--x", "A")]
    [InlineData("--run without --data", "--x", "A", "--graph", "knn:3", "--run", "R")]
    [InlineData("unknown graph 'knm'", "--x", "A", "--graph", "knm:3")]
    [InlineData("lacks its value", "--x", "A", "--graph", "knn")]
    [InlineData("unknown kernel 'rbg'", "--x", "A", "--graph", "knn:3", "--kernel", "rbg:2")]
    [InlineData("bad width", "--x", "A", "--graph", "knn:3", "--kernel", "rbf:-2")]
    [InlineData("unknown normalisation", "--x", "A", "--graph", "knn:3", "--normalise", "full")]
    [InlineData("parts", "--graph-only", "SPLIT", "--dim", "1")]
    [InlineData("--dim of at most", "--graph-only", "E", "--dim", "40")]
    [InlineData("no features for a kernel", "--graph-only", "E", "--kernel", "rbf:2")]
    [InlineData("no encoder to write", "--graph-only", "E", "--encoder-out", "OUT")]
    [InlineData("penalties on an encoder", "--graph-only", "E", "--weight-decay", "0.1")]
    [InlineData("out of range", "--x", "A", "--graph", "knn:40")]
    [InlineData("one label for each row", "--views", "A", "B", "--labels", "SHORT")]
    public void Bad_request_is_told(string part, params string[] arguments)
    {
        var (a, b) = Views();
        File.WriteAllLines(_folder["e.csv"], Enumerable.Range(0, 39).Select(i => $"{i},{i + 1}"));
        File.WriteAllLines(_folder["split.csv"], ["0,1", "2,3"]);
        var files = new Dictionary<string, string>
        {
            ["A"] = a, ["B"] = b, ["E"] = _folder["e.csv"], ["SPLIT"] = _folder["split.csv"], ["R"] = _folder["none"], ["OUT"] = _folder["o.safetensors"], ["SHORT"] = _folder.Labels("y.npy", 7, 2),
        };
        Invocation.Of(["solve", "--method", "vicreg", .. arguments.Select(w => files.GetValueOrDefault(w, w))]).MustFail(ExitCodes.BadRequest, part);
    }

    [Theory]
    [InlineData("0,999", "999")]
    [InlineData("0,-1", "-1")]
    [InlineData("0,1,-2", "-2")]
    [InlineData("0,x", "x")]
    [InlineData("", "empty")]
    public void Bad_pair_list_is_told(string line, string part)
    {
        File.WriteAllText(_folder["p.csv"], line + "\n");
        Invocation.Of("solve", "--method", "spectral", "--x", Views().A, "--pairs", _folder["p.csv"]).MustFail(ExitCodes.BadRequest, part);
    }

    [Fact]
    public void Self_pairs_and_repeated_pairs_are_warned_of()
    {
        File.WriteAllLines(_folder["p.csv"], ["0,1", "1,0", "2,2", "3,4"]);
        var warnings = string.Join("\n", Invocation.Of("solve", "--method", "spectral", "--graph-only", _folder["p.csv"], "--dim", "3", "--json").Json["warnings"]!.AsArray().Select(w => (string)w!));
        Assert.Contains("itself", warnings, StringComparison.Ordinal);
        Assert.Contains("more than once", warnings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("byol", "has no closed form")]
    [InlineData("vicregg", "did you mean 'vicreg'?")]
    public void Method_without_closed_form_is_told(string method, string part)
    {
        var (a, b) = Views();
        Invocation.Of("solve", "--method", method, "--views", a, b).MustFail(ExitCodes.BadRequest, part);
    }

    [Fact]
    public void Nothing_is_written_when_the_request_is_bad()
    {
        var (a, b) = Views();
        Invocation.Of("solve", "--method", "vicreg", "--views", a, b, "--dim", "0", "--out", _folder["z.npy"]).MustFail(ExitCodes.BadRequest, "dim");
        Assert.False(File.Exists(_folder["z.npy"]));
    }

    private static double Dot(double[] z, int i, int j) => (z[3 * i] * z[3 * j]) + (z[(3 * i) + 1] * z[(3 * j) + 1]) + (z[(3 * i) + 2] * z[(3 * j) + 2]);

    /// <summary>Two views of 40 rows that agree to different degrees in 5 columns.</summary>
    private (string A, string B) Views()
    {
        var (sample, first, second) = (Read("s.npy", 1), Read("n1.npy", 2), Read("n2.npy", 3));
        string Write(string name, double[] noise)
        {
            Npy.Write<double>(_folder[name], [.. sample.Select((v, k) => v + (noise[k] * 0.3 * (1 + (k % 5))))], 40, 5);
            return _folder[name];
        }

        return (Write("a.npy", first), Write("b.npy", second));

        double[] Read(string name, int seed) => Npy.Read(_folder.Matrix(name, 40, 5, seed)).ToDoubles();
    }
}
