using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Invocation Audit(params string[] more) => Invocation.Of(["audit", "--embeddings", _folder.Clusters("z.npy", 300, 3, 1), .. more]);

    private string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllLines(_folder[name], lines);
        return _folder[name];
    }

    private IEnumerable<string> Column(string head, Func<int, string> cell) => [head, .. Enumerable.Range(0, 300).Select(cell)];

    [Fact]
    public void Findings_metrics_and_what_was_checked_are_told()
    {
        var attributes = Write("attrs.csv", Column("half,size", r => FormattableString.Invariant($"{(r * 7 / 3) % 2},{r * 0.37 % 1:F4}")));
        var json = Audit("--labels", _folder.Labels("y.npy", 300, 3), "--attributes", attributes, "--baseline", _folder.Matrix("z0.npy", 300, 5, 2), "--out", _folder["audit.html"], "--json").Json;
        Assert.DoesNotContain(json["findings"]!.AsArray(), f => (string)f!["severity"]! != "info");
        Assert.True((double)json["metrics"]!["rankme"]! > 1);
        Assert.True((double)json["metrics"]!["label_accuracy"]! > 0.95);
        Assert.Contains(json["checked"]!.AsArray(), c => (string)c!["id"]! == "class-collapse");
        Assert.Equal(["labels", "half", "size"], json["probes"]!.AsArray().Take(3).Select(p => (string)p!["attribute"]!));
        Assert.Contains("<svg", File.ReadAllText(_folder["audit.html"]));
    }

    [Fact]
    public void A_finding_has_evidence_cause_and_remedy()
    {
        Npy.Write<double>(_folder["points.npy"], [.. Enumerable.Range(0, 300 * 6).Select(k => (k / 6 % 3 == k % 6 ? 4.0 : 0) + (1e-3 * Math.Sin(k * k)))], 300, 6);
        var json = Invocation.Of("audit", "--embeddings", _folder["points.npy"], "--labels", _folder.Labels("y.npy", 300, 3), "--json").Json;
        var finding = json["findings"]!.AsArray().First(f => (string)f!["id"]! == "class-collapse")!;
        Assert.Equal("critical", (string)finding["severity"]!);
        Assert.Equal("supervised-collapse", (string)finding["cause"]!);
        Assert.Contains("joint", (string)finding["option"]!);
        Assert.NotEqual("", (string)finding["remedy"]!);
        var evidence = finding["evidence"]!.AsArray();
        Assert.NotEmpty(evidence);
        Assert.All(evidence, e => Assert.NotNull(e!["value"]));
    }

    [Fact]
    public void People_read_the_same_in_words()
    {
        var told = Audit("--labels", _folder.Labels("y.npy", 300, 3));
        Assert.Equal(0, told.ExitCode);
        Assert.Contains("Nothing alarming", told.Output);
        Assert.Contains("fine class-collapse", told.Output);
        Assert.Contains("not checked weak-invariance", told.Output);
    }

    [Fact]
    public void Views_with_parameters_are_read()
    {
        var views = new[] { _folder.Matrix("a.npy", 300, 3, 3), _folder.Matrix("b.npy", 300, 3, 4) };
        string[] parameters = [Write("pa.csv", Column("shift,flip", r => $"{r % 17},{r % 2}")), Write("pb.csv", Column("shift,flip", r => $"{r % 13},{r % 3 % 2}"))];
        var json = Audit(["--views", .. views, "--parameters", .. parameters, "--json"]).Json;
        Assert.Equal(["shift", "flip"], json["sensitivities"]!.AsArray().Select(s => (string)s!["parameter"]!));
        Assert.Contains(json["findings"]!.AsArray(), f => (string)f!["id"]! == "weak-invariance");
    }

    [Fact]
    public void A_run_is_audited_against_its_own_untrained_encoder_and_inputs_and_the_report_shows_it()
    {
        Npy.Write<float>(_folder["x.npy"], [.. Enumerable.Range(0, 200 * 5).Select(k => (float)Math.Sin(k * k) + (k / 5 % 2 == k % 5 ? 3 : 0))], 200, 5);
        var trained = Invocation.Of(
            "train", "--data", $"npy:{_folder["x.npy"]}", "--labels", _folder.Labels("y.npy", 200, 2), "--encoder", "mlp:hidden=16", "--augment", "vector", "--batch", "50", "--steps", "4", "--out", _folder["run"], "--json");
        Assert.True(trained.ExitCode == 0, trained.Error);
        var json = Invocation.Of("audit", "--run", _folder["run"], "--json").Json;
        Assert.Equal(200, (int)json["rows"]!);
        var labels = json["probes"]!.AsArray().First(p => (string)p!["attribute"]! == "labels")!;
        Assert.Equal(["baseline", "inputs", "embedding"], labels["references"]!.AsObject().Select(r => r.Key));
        Assert.NotNull(labels["alike"]);
        Assert.Equal("labels", (string)json["forecast"]![0]!["attribute"]!);
        Assert.Contains(json["sensitivities"]!.AsArray(), s => (string)s!["parameter"]! == "mask.share");
        Assert.Equal(0, Invocation.Of("report", _folder["run"], "--out", _folder["report.html"]).ExitCode);
        Assert.Contains("<h2>Audit</h2>", File.ReadAllText(_folder["report.html"]));
        Assert.Equal(0, Invocation.Of("audit", "--run", _folder["run"], "--layer", "embedding", "--json").ExitCode);
    }

    [Fact]
    public void A_remedy_that_asks_for_another_augmentation_writes_a_file_that_train_accepts()
    {
        // Rows of one length: the factor that scales a view is told by any encoder, so that the audit asks for a wider range of it.
        Npy.Write<float>(_folder["x.npy"], [.. Enumerable.Range(0, 240 * 4).Select(k => (float)(2 + Math.Sin(k * k)))], 240, 4);
        string[] Train(string augment, string run) =>
            ["train", "--data", $"npy:{_folder["x.npy"]}", "--labels", _folder.Labels("y.npy", 240, 2), "--method", "random", "--encoder", "mlp:hidden=16", "--augment", augment, "--batch", "40", "--steps", "2", "--out", _folder[run], "--json", "--quiet"];
        File.WriteAllText(_folder["own.yaml"], "- scale: {factor: [0.7, 1.4]}\n");
        Assert.Equal(0, Invocation.Of(Train(_folder["own.yaml"], "run")).ExitCode);
        var audit = Invocation.Of("audit", "--run", _folder["run"], "--json");
        var finding = audit.Json["findings"]!.AsArray().First(f => (string)f!["subject"]! == "scale.factor")!;
        var file = (string)finding["augmentation"]!;
        Assert.Equal(_folder["run/augment-wider-scale-factor.yaml"], file);
        Assert.Contains($"--augment {file}", (string)finding["option"]!);
        Assert.Contains($"wrote {file}", audit.Error);
        Assert.Contains("factor-min: 0.58", File.ReadAllText(file));
        var again = Invocation.Of(Train(file, "again"));
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("factor-min: 0.58", File.ReadAllText(Directory.GetFiles(_folder["again"], "*.yaml").First(f => File.ReadAllText(f).Contains("factor-min"))));
        Assert.Contains(file, File.ReadAllText(_folder["run/audit.json"]));
    }

    [Fact]
    public void What_designs_put_into_the_data_of_a_run_is_audited_by_itself_and_the_remedy_names_their_option()
    {
        Npy.Write<float>(_folder["x.npy"], [.. Enumerable.Range(0, 400 * 6).Select(k => (float)Math.Sin(k * k))], 400, 6);
        var trained = Invocation.Of(
            "train", "--data", $"npy:{_folder["x.npy"]}+bits:count=2,repeat=20", "--labels", _folder.Labels("y.npy", 400, 2), "--method", "random", "--encoder", "mlp:hidden=16", "--augment", "vector", "--batch", "40", "--steps", "2", "--out", _folder["run"], "--json", "--quiet");
        Assert.True(trained.ExitCode == 0, trained.Error);
        var probes = Invocation.Of("audit", "--run", _folder["run"], "--json").Json["probes"]!.AsArray();
        Assert.Equal(["labels", "bit-0", "bit-1"], probes.Take(3).Select(p => (string)p!["attribute"]!));
        Assert.True((double)probes[1]!["truncated"]!["skill"]! > 0.9);
    }

    [Fact]
    public void Bad_requests_are_refused_in_words()
    {
        Invocation.Of("audit").MustFail(2, "nothing to audit", "--embeddings");
        Audit("--run", "runs/first").MustFail(2, "--run excludes --embeddings");
        Invocation.Of("audit", "--run", "runs/first", "--labels", "y.npy").MustFail(2, "--run excludes --labels");
        Audit("--labels", _folder.Labels("short.npy", 200, 3)).MustFail(2, "one label for each row", "[200]");
        Audit("--labels", _folder.Labels("one.npy", 300, 1)).MustFail(2, "one class only");
        Audit("--split", _folder.Labels("three.npy", 300, 3)).MustFail(2, "split must be of 0 and 1");
        Audit("--keep", "2").MustFail(2, "keep");
        Audit("--out", _folder["none/page.html"]).MustFail(2, "its folder does not exist");
        Audit("--parameters", "pa.csv", "pb.csv").MustFail(2, "parameters need the views");
        Audit("--subclass", "fine").MustFail(2, "attribute 'fine'");
        Audit("--baseline-views", _folder.Matrix("a.npy", 300, 3, 3), _folder.Matrix("b.npy", 300, 3, 4)).MustFail(2, "need the views of the features");
        Audit("--attributes", Write("bad.csv", Column("colour:nominal", r => $"{r % 2}"))).MustFail(2, "kind of attribute 'colour'", "nominal");
        Audit("--attributes", Write("few.csv", "a", "1", "2")).MustFail(2, "attributes and features differ in length");
        Npy.Write<float>(_folder["flat.npy"], new float[300 * 3], 300, 3);
        Invocation.Of("audit", "--embeddings", _folder["flat.npy"]).MustFail(2, "is constant");
        var values = Enumerable.Range(0, 900).Select(k => (float)Math.Sin(k)).ToArray();
        values[34] = float.NaN;
        Npy.Write<float>(_folder["nan.npy"], values, 300, 3);
        Invocation.Of("audit", "--embeddings", _folder["nan.npy"]).MustFail(2, "not finite", "row 11, column 1");
    }
}
