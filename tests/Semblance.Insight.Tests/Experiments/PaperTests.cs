using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Semblance.Errors;
using Semblance.Insight.Experiments;
using Semblance.Insight.Report;
using Semblance.Testing;

namespace Semblance.Insight.Tests.Experiments;

public sealed partial class PaperTests
{
    private static readonly Paper Sample = new("sample", "A sample", "Nobody 2026", "Shows.", [new Good(), new Bad(), new Broken(), new Partial()]);

    [Fact]
    public void Claims_carry_id_claim_expected_measured_and_pass()
    {
        var json = PaperRunner.Run(Sample, new ReproduceOptions()).ToJson();
        var claims = json["claims"]!.AsArray();
        foreach (var claim in claims)
        {
            foreach (var key in new[] { "id", "claim", "expected", "measured", "pass" }) Assert.NotNull(claim![key]);
        }

        var near = claims.Single(c => (string)c!["id"]! == "G.near")!;
        Assert.Equal(2, (double)near["expected"]!);
        Assert.Equal(2.001, (double)near["measured"]!);
        Assert.True((bool)near["pass"]!);
        Assert.Equal([1.0, 2.0], claims.Single(c => (string)c!["id"]! == "G.same")!["measured"]!.AsArray().Select(v => (double)v!));
    }

    [Fact]
    public void One_failed_claim_fails_the_paper_and_the_others_still_count()
    {
        var result = PaperRunner.Run(Sample, new ReproduceOptions());
        Assert.False(result.Passes);
        Assert.True(result.Experiments[0].Passes);
        Assert.False(result.Experiments[1].Passes);
        Assert.Equal("B.limit", Assert.Single(result.Experiments[1].Claims).Id);
    }

    [Fact]
    public void Experiment_that_breaks_off_is_a_failed_claim_and_the_next_one_runs()
    {
        var result = PaperRunner.Run(Sample, new ReproduceOptions());
        var claim = Assert.Single(result.Experiments[2].Claims);
        Assert.Equal("X.finished", claim.Id);
        Assert.Contains("nothing to read", claim.Measured);
        Assert.Equal("P", result.Experiments[3].Experiment.Id);
    }

    [Fact]
    public void Part_left_out_is_listed_and_fails_nothing()
    {
        var partial = PaperRunner.Run(Sample, new ReproduceOptions { Only = ["p"] });
        Assert.True(partial.Passes);
        Assert.Equal("no data; get it somewhere", Assert.Single(partial.Experiments).Skipped);
        Assert.Contains("Left out: no data; get it somewhere", partial.ToHtml());
    }

    [Fact]
    public void Only_the_experiments_asked_for_run()
    {
        var result = PaperRunner.Run(Sample, new ReproduceOptions { Only = ["G", "P"] });
        Assert.Equal(["G", "P"], result.Experiments.Select(e => e.Experiment.Id));
    }

    [Fact]
    public void Page_stands_alone_and_holds_every_figure_and_claim()
    {
        var result = PaperRunner.Run(Sample, new ReproduceOptions());
        var html = result.ToHtml();
        Assert.DoesNotMatch(Outside(), html);
        Assert.DoesNotContain("<script", html);
        Assert.Equal(2, SvgStart().Count(html));
        Assert.Contains("@media print", html);
        foreach (var claim in result.Claims) Assert.Contains($">{claim.Id}<", html);
        foreach (var experiment in result.Experiments) Assert.Contains($"href=\"#{experiment.Experiment.Id}\"", html);
        Assert.Contains("cell &lt;1&gt;", html);
    }

    [Fact]
    public void Page_and_json_are_written_into_a_folder_that_is_made()
    {
        using var folder = new TemporaryFolder();
        var (page, json) = PaperRunner.Run(Sample, new ReproduceOptions { Only = ["G"] }).Write(Path.Combine(folder.Path, "deep", "er"));
        Assert.StartsWith("<!doctype html>", File.ReadAllText(page));
        Assert.Equal("sample", (string)JsonNode.Parse(File.ReadAllText(json))!["paper"]!);
    }

    [Fact]
    public void Number_that_is_not_finite_fails_and_is_null_in_json()
    {
        var findings = new Findings("N");
        findings.Near("nan", "a number", 1, double.NaN, 1e9);
        findings.Below("infinite", "a number", 1, double.NaN);
        Assert.All(findings.Claims, c => Assert.False(c.Passes));
    }

    [Fact]
    public void Unknown_names_get_a_suggestion()
    {
        Assert.Contains("did you mean 'spectral'?", Assert.Throws<RequestException>(() => Papers.Named("spektral")).Message);
        Assert.Contains("E99", Assert.Throws<RequestException>(() => PaperRunner.Check(Papers.All, ["E99"])).Message);
        Assert.Equal(Papers.All, Papers.Named("all"));
    }

    [Fact]
    public void Stopping_is_not_taken_for_a_failed_claim()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => PaperRunner.Run(Sample, new ReproduceOptions(), null, stop.Token));
    }

    [Fact]
    public void Ids_of_a_paper_are_different_and_every_experiment_says_what_it_shows()
    {
        foreach (var paper in Papers.All)
        {
            Assert.Equal(paper.Experiments.Count, paper.Experiments.Select(e => e.Id).Distinct().Count());
            Assert.All(paper.Experiments, e => Assert.EndsWith(".", e.Shows));
            Assert.All(paper.Experiments, e => Assert.NotEqual("", e.Source));
        }
    }

    [GeneratedRegex("(src|href)=\"(https?:|//|[a-z]+/)")]
    private static partial Regex Outside();

    [GeneratedRegex("<svg ")]
    private static partial Regex SvgStart();

    private abstract class Sketch(string id) : Experiment
    {
        public override string Id => id;

        public override string Title => $"Experiment {id}";

        public override string Source => "figure 1";

        public override string Shows => "It shows.";
    }

    private sealed class Good() : Sketch("G")
    {
        internal override void Run(ExperimentContext context, Findings findings)
        {
            findings.Near("near", "a number", 2, 2.001, 0.01);
            findings.Same("same", "two numbers", [1, 2], [1, 2]);
            findings.Add(new Figure("Curve", "", [new Curve("c", Palette.First, [(1, 1e-3), (10, 1), (100, double.NaN)])], new ChartAxes("x", "y", LogX: true, LogY: true)));
            findings.Add(new PointMap("Map", "", [(0, 0, 0), (1, 1, 1)], ["a", "b"]));
            findings.Add(new Table("Table", "", ["a", "b"], [["cell <1>", "2"]]));
        }
    }

    private sealed class Bad() : Sketch("B")
    {
        internal override void Run(ExperimentContext context, Findings findings) => findings.Below("limit", "a number", 1, 1);
    }

    private sealed class Broken() : Sketch("X")
    {
        internal override void Run(ExperimentContext context, Findings findings) => throw new RunException("nothing to read", "no file", "make one");
    }

    private sealed class Partial() : Sketch("P")
    {
        internal override void Run(ExperimentContext context, Findings findings)
        {
            findings.Skip("no data");
            findings.Skip("get it somewhere");
        }
    }
}
