using Semblance.Errors;
using Semblance.Insight.Benchmarks;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Benchmarks;

public sealed class BenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-bench-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Without_names_everything_is_measured_but_how_cost_grows()
    {
        var all = BenchmarkRunner.Named([]);
        Assert.Equal(BenchmarkRunner.All.Where(b => b.Name != "scaling"), all);
        Assert.Equal(["view-32", "view-224", "knn"], BenchmarkRunner.Named(["views", "knn", "view-32"]).Select(b => b.Name));
        Assert.Equal(BenchmarkRunner.All.Count, BenchmarkRunner.All.Select(b => b.Name).Distinct().Count());
    }

    [Fact]
    public void Unknown_name_is_refused_with_a_suggestion() =>
        Assert.Contains("did you mean 'vicreg'?", Assert.Throws<RequestException>(() => BenchmarkRunner.Named(["vicregg"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Targets_are_judged_at_full_size_and_by_right_results_only()
    {
        var figure = new BenchmarkFigure { Name = "a", What = "a", Unit = "s", Value = 3, Ratio = 5, Target = BenchmarkTarget.Ratio(4) };
        Assert.True(figure.Judged(true).Pass);
        Assert.False(figure.Judged(true, isRight: false).Pass);
        Assert.Null(figure.Judged(false).Pass);
        Assert.Null((figure with { Ratio = null }).Judged(true).Pass);
        Assert.False((figure with { Target = BenchmarkTarget.Ratio(5.1) }).Judged(true).Pass);
        Assert.True((figure with { Target = BenchmarkTarget.Most(3) }).Judged(true).Pass);
        Assert.False((figure with { Target = BenchmarkTarget.Least(3.1) }).Judged(true).Pass);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public void Ratio_is_the_median_of_neighbouring_measurements_by_the_chosen_clock(bool isProcessor, double expected)
    {
        var python = Script("echo '{\"versions\":{\"torch\":\"9\"}}'; k=0; while read line; do k=$((k+1)); echo \"{\\\"seconds\\\": $((k*2)), \\\"processor\\\": $k}\"; done");
        using var context = new BenchmarkContext(new BenchmarkOptions { Python = python, UsesProcessorTime = isProcessor }, default);
        Assert.Equal("9", context.Peer.Versions["torch"]);
        var turn = 0;
        var (figure, last) = context.Pair(new BenchmarkFigure { Name = "a", What = "a", Unit = "ms" }, 1e3, () => new Timing(++turn, turn * 0.25), "a.b", new { x = 1 }, 3);
        Assert.Equal(isProcessor ? 500 : 2000, figure.Value);
        Assert.Equal(isProcessor ? [250, 500, 750] : [1000, 2000, 3000], figure.Values);
        Assert.Equal(expected, figure.Ratio);
        Assert.Equal(4, figure.ProcessorRatio);
        Assert.Equal(3, last!.Number("processor"));
        Assert.Null(figure.Note);
    }

    [Theory]
    [InlineData("echo '{\"missing\":\"torch\"}'", "no package torch")]
    [InlineData("exit 3", "ended without an answer")]
    [InlineData("echo words", "ended without an answer")]
    public void Peer_that_cannot_serve_leaves_our_figure_and_says_why(string script, string reason)
    {
        using var context = new BenchmarkContext(new BenchmarkOptions { Python = Script(script) }, default);
        Assert.Contains(reason, context.Peer.Reason, StringComparison.Ordinal);
        var (figure, _) = context.Pair(new BenchmarkFigure { Name = "a", What = "a", Unit = "s" }, 1, () => new Timing(2, 1), "a.b", new { x = 1 }, 2);
        Assert.Equal((2.0, (double?)null), (figure.Value!.Value, figure.Ratio));
        Assert.Equal(context.Peer.Reason, figure.Note);
    }

    [Fact]
    public void Peer_that_fails_in_a_job_is_asked_no_more_and_its_words_are_shown()
    {
        var python = Script("echo '{\"versions\":{}}'; while read line; do echo '{\"failed\":\"ValueError: odd\"}'; done");
        using var context = new BenchmarkContext(new BenchmarkOptions { Python = python }, default);
        var (figure, _) = context.Pair(new BenchmarkFigure { Name = "a", What = "a", Unit = "s" }, 1, () => new Timing(2, 1), "a.b", new { x = 1 }, 3);
        Assert.Contains("ValueError: odd", figure.Note, StringComparison.Ordinal);
        Assert.Equal(3, figure.Values.Count);
        Assert.Empty(figure.PeerValues);
    }

    [Fact]
    public void Program_that_is_not_there_is_no_peer()
    {
        using var peer = Peer.Start(new BenchmarkOptions { Python = Path.Combine(_folder, "nowhere") });
        Assert.Contains("cannot be started", peer.Reason, StringComparison.Ordinal);
        using var unwanted = Peer.Start(new BenchmarkOptions { WithPeer = false });
        Assert.Equal("no peer was asked for", unwanted.Reason);
    }

    [Fact]
    public void Peak_memory_counts_what_was_let_go_again()
    {
        const long Numbers = 16 << 20;
        var peak = PeakMemory.Of(() =>
        {
            using var scope = new TensorScope();
            Tensor.Full([Numbers], 1);
        });
        Assert.SkipWhen(peak is null, "this kernel does not tell the peak of memory");
        Assert.InRange(peak!.Value, 0.9 * 4 * Numbers, 1.5 * 4 * Numbers);
    }

    [Theory]
    [InlineData("simclr")]
    [InlineData("vicreg")]
    [InlineData("barlow-twins")]
    [InlineData("spectral")]
    public void Peer_works_out_the_same_loss(string method)
    {
        using var context = new BenchmarkContext(new BenchmarkOptions { Repeats = 1 }, default);
        Assert.SkipWhen(context.Peer.Reason is not null, $"no peer: {context.Peer.Reason}");
        var figure = Assert.Single(new LossCost("a", method, 48, 24, 1).Run(context));
        Assert.Null(figure.Note);
        Assert.Equal(figure.Details["peer_loss"], figure.Details["loss"], 1e-4 * Math.Abs(figure.Details["loss"]));
        Assert.True(figure.Value > 0 && figure.Ratio > 0);
    }

    [Fact]
    public void Peer_finds_the_same_neighbours_and_the_same_probe()
    {
        using var context = new BenchmarkContext(new BenchmarkOptions { Repeats = 1 }, default);
        Assert.SkipWhen(context.Peer.Reason is not null || !context.Peer.Versions.ContainsKey("sklearn"), $"no peer: {context.Peer.Reason ?? "no scikit-learn"}");
        var features = BenchmarkFeatures.Of(context, 1200);
        var theirs = context.Peer.Ask("evaluation.knn", new { files = features.Files, k = 20 });
        Assert.Equal(theirs.Number("accuracy")!.Value, NeighbourCost.Accuracy(features), 1e-9);
        Assert.True(theirs.Number("accuracy") > 0.5);
        var answer = context.Peer.Ask("evaluation.kmeans", new { files = features.Files, clusters = 10 });
        Assert.True(answer.Number("inertia") > 0, answer.Reason);
    }

    private string Script(string body)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.sh");
        File.WriteAllText(file, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
