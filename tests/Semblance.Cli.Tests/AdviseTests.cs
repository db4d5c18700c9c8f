using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class AdviseTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ranking_quantities_and_verdict_are_told()
    {
        var json = Advise("--labels", _folder.Labels("y.npy", 90, 3), "--json").Json;
        var ranking = json["ranking"]!.AsArray();
        Assert.True(ranking.Count > 10);
        Assert.All(ranking, r => Assert.NotNull(r!["method"]));
        Assert.All(ranking, r => Assert.NotNull(r!["options"]));
        var forecast = ranking[0]!["forecast"]!;
        Assert.True((double)forecast["interval"]![0]! <= (double)forecast["error"]!);
        Assert.Equal(6, json["quantities"]!["spectrum"]!.AsArray().Count);
        Assert.NotEqual("", (string)json["verdict"]!);
        Assert.Equal(90, (int)json["labels"]!);
    }

    [Fact]
    public void Without_labels_there_is_a_ranking_without_forecast()
    {
        var json = Advise("--json").Json;
        Assert.All(json["ranking"]!.AsArray(), r => Assert.Null(r!["forecast"]));
        Assert.Equal("no-labels", (string)json["findings"]![0]!["id"]!);
    }

    [Fact]
    public void Train_accepts_the_advised_configuration()
    {
        Npy.Write<float>(_folder["x.npy"], [.. Enumerable.Range(0, 80 * 5).Select(k => (float)Math.Sin(k * k))], 80, 5);
        File.WriteAllLines(_folder["pairs.csv"], Enumerable.Range(0, 40).Select(k => $"{2 * k},{(2 * k) + 1}"));
        var advised = Invocation.Of("advise", "--x", _folder["x.npy"], "--pairs", _folder["pairs.csv"], "--labels", _folder.Labels("y.npy", 80, 2), "--batch", "16", "--config-out", _folder["advised.yaml"], "--out", _folder["page.html"], "--json");
        Assert.Equal(0, advised.ExitCode);
        var trained = Invocation.Of("train", "--config", _folder["advised.yaml"], "--steps", "2", "--out", _folder["run"], "--json");
        Assert.True(trained.ExitCode == 0, trained.Error);
        var written = File.ReadAllText(_folder["advised.yaml"]);
        Assert.Contains($"method: '{Method(advised)}'", written);
        Assert.Contains("<svg", File.ReadAllText(_folder["page.html"]));
    }

    [Theory]
    [InlineData("views")]
    [InlineData("knn:3")]
    [InlineData("labels")]
    [InlineData("edges")]
    public void Advised_training_runs_on_the_same_pairs(string kind)
    {
        File.WriteAllLines(_folder["e.csv"], Enumerable.Range(0, 89).Select(k => $"{k},{k + 1}"));
        var labels = _folder.Labels("y.npy", 90, 3);
        var graph = kind switch { "labels" => $"labels:{labels}", "edges" => $"edges:{_folder["e.csv"]}", _ => kind };
        var (a, b, list, config) = (_folder.Matrix("a.npy", 90, 6, 1), _folder.Matrix("b.npy", 90, 6, 2), _folder["p.csv"], _folder["c.yaml"]);
        string[] pairs = kind == "views" ? ["--views", a, b] : ["--x", a, "--graph", graph, .. kind == "knn:3" ? ["--pairs-out", list] : Array.Empty<string>()];
        var advised = Invocation.Of(["advise", .. pairs, "--labels", labels, "--batch", "16", "--config-out", config]);
        Assert.True(advised.ExitCode == 0, advised.Error);
        var trained = Invocation.Of("train", "--config", config, "--steps", "2", "--out", _folder["run"], "--json");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains(kind switch { "views" => "pairs: 'own'", "labels" => "pairs: 'same-label'", "edges" => $"pairs: 'list:{_folder["e.csv"]}'", _ => $"pairs: 'list:{list}'" }, File.ReadAllText(config), StringComparison.Ordinal);
        if (kind != "knn:3") return;
        Assert.InRange(File.ReadAllLines(list).Length, 90 * 3 / 2, (90 * 3) + 1);
        Assert.Contains("--pairs-out pairs.csv", Invocation.Of("advise", "--x", a, "--graph", "knn:3", "--labels", labels).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_of_a_data_set_tell_how_often_they_join_a_class()
    {
        var (x, labels) = (_folder.Matrix("x.npy", 90, 6, 1), _folder.Labels("y.npy", 90, 3));
        File.WriteAllLines(_folder["near.csv"], Enumerable.Range(0, 87).Select(k => $"{k},{k + 3}").Append("0,1"));
        var json = Invocation.Of("advise", "--data", $"npy:{x}", "--labels", labels, "--augment", "none", "--pairing", $"list:{_folder["near.csv"]}", "--json").Json;
        Assert.Equal(87 / 88.0, (double)json["quantities"]!["homophily"]!, 9);
        Assert.Equal(1 / 3.0, (double)json["quantities"]!["chance_homophily"]!, 2);
        Assert.Contains(json["findings"]!.AsArray(), f => (string)f!["id"]! == "homophily" && ((string)f["text"]!).Contains("98.9% of them", StringComparison.Ordinal));
        Assert.Null(Advise("--labels", labels, "--json").Json["quantities"]!["homophily"]);
        Advise("--labels", labels, "--pairs-out", _folder["p.csv"]).MustFail(ExitCodes.BadRequest, "only a relation");
    }

    [Fact]
    public void Several_pair_lists_are_compared_in_one_call()
    {
        var x = _folder.Clusters("x.npy", 80, 2, 1);
        File.WriteAllLines(_folder["same.csv"], Enumerable.Range(0, 39).Select(k => $"{2 * k},{(2 * k) + 2}"));
        File.WriteAllLines(_folder["other.csv"], Enumerable.Range(0, 40).Select(k => $"{2 * k},{(2 * k) + 1}"));
        var json = Invocation.Of("advise", "--x", x, "--pairs", $"{_folder["same.csv"]},{_folder["other.csv"]}", "--labels", _folder.Labels("y.npy", 80, 2), "--json").Json;
        Assert.Equal(["same", "other"], json["pairs"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Equal("same", (string)json["advised"]!["pairs"]!);
        Assert.Equal(1.0, (double)json["pairs"]![0]!["homophily"]!);
    }

    [Fact]
    public void Graph_without_features_gets_advice_on_its_free_embedding()
    {
        File.WriteAllLines(_folder["edges.csv"], Enumerable.Range(0, 60).SelectMany(k => new[] { $"{k},{(k + 1) % 60}", $"{k},{(k + 2) % 60}" }));
        Npy.Write<long>(_folder["halves.npy"], [.. Enumerable.Range(0, 60).Select(k => k < 30 ? 0L : 1L)], 60);
        var json = Invocation.Of("advise", "--graph-only", _folder["edges.csv"], "--labels", _folder["halves.npy"], "--dim", "8", "--json").Json;
        Assert.True((double)json["ranking"]![0]!["forecast"]!["error"]! < 0.5);
        Assert.Null(json["advised"]!["train"]);
        Assert.Equal(1, (int)json["quantities"]!["components"]!);
    }

    [Fact]
    public void Labels_of_another_number_than_rows_are_refused() =>
        Advise("--labels", _folder.Labels("y.npy", 50, 3)).MustFail(ExitCodes.BadRequest, "50", "90");

    [Fact]
    public void Labels_of_one_class_are_refused() =>
        Advise("--labels", _folder.Labels("y.npy", 90, 1)).MustFail(ExitCodes.BadRequest, "all of one class");

    [Fact]
    public void Split_of_other_numbers_is_refused() =>
        Advise("--labels", _folder.Labels("y.npy", 90, 3), "--split", _folder.Labels("s.npy", 90, 3)).MustFail(ExitCodes.BadRequest, "0 and 1", "row 2");

    [Fact]
    public void Fewer_than_ten_labels_are_a_stated_limit()
    {
        Npy.Write<long>(_folder["y.npy"], [.. Enumerable.Range(0, 90).Select(k => k < 5 ? k % 2L : -1L)], 90);
        var json = Advise("--labels", _folder["y.npy"], "--json").Json;
        Assert.Equal("too-few-labels", (string)json["findings"]![0]!["id"]!);
    }

    private static string Method(Invocation advised) => ((string)advised.Json["advised"]!["train"]!).Split("--method ")[1].Split(' ')[0];

    private Invocation Advise(params string[] more) => Invocation.Of(["advise", "--views", _folder.Matrix("a.npy", 90, 6, 1), _folder.Matrix("b.npy", 90, 6, 2), .. more]);
}
