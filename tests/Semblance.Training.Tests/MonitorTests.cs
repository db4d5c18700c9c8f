using Semblance.Objectives;
using Semblance.Tensors;
using Semblance.Training.Monitor;

namespace Semblance.Training.Tests;

public sealed class MonitorTests
{
    private const int Rows = 512;

    /// <summary>Two views of samples: shared parts of given strengths, and noise of its own in each view, mixed into dim features.</summary>
    private static FeatureViews Views(int seed, int dim, double[] shared, double[] own, double mean = 0, double scale = 1)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        using var silent = new NoGradient();
        var mixing = Tensor.RandomNormal(rng, [dim, dim], ElementType.Float64).Qr().Q.Narrow(0, 0, shared.Length);
        var common = Tensor.RandomNormal(rng, [Rows, shared.Length], ElementType.Float64) * Tensor.From(shared, shared.Length);
        var views = Enumerable.Range(0, 2).Select(_ =>
        {
            var noise = Tensor.RandomNormal(rng, [Rows, own.Length], ElementType.Float64) * Tensor.From(own, own.Length);
            return (((common + noise).MatMul(mixing) * scale) + mean).To(ElementType.Float32).ToArray<float>();
        }).ToArray();
        return new FeatureViews(Rows, dim, views, []);
    }

    private static double[] Many(int count, double value) => [.. Enumerable.Repeat(value, count)];

    private static MethodReference Reference(string method, int dim, params (string, string)[] options) =>
        new(Optima.Create(method, options.Select(o => KeyValuePair.Create(o.Item1, o.Item2))), dim);

    private static MonitorRecord Last(MethodReference reference, FeatureViews representation, params FeatureViews[] embeddings)
    {
        var (monitor, looks) = (new CollapseMonitor(reference, 0), new List<MonitorRecord>());
        for (var k = 0; k < embeddings.Length; k++) looks.Add(monitor.Look(representation, embeddings[k], looks, k / (embeddings.Length - 1.0)));
        return looks[^1];
    }

    [Fact]
    public void Planted_faults_are_named_and_healthy_embeddings_raise_no_alarm_over_20_seeds()
    {
        var (right, wrong, alarms) = (0, new List<string>(), 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var features = Views(seed, 24, Many(12, 1), Many(12, .5));
            var healthy = Views(seed + 100, 8, Many(8, 1), Many(8, .4));
            var flat = Views(seed + 200, 8, [1, .01, .01, .01], [.4, .01, .01, .01]);
            var constant = Views(seed + 300, 8, Many(8, 1e-3), Many(8, 1e-3), mean: 1);
            var reference = Reference("vicreg", 8);
            foreach (var (name, embedding, expected) in new[] { ("rank", flat, MonitorVerdict.Collapsed), ("constant", constant, MonitorVerdict.Collapsed), ("healthy", healthy, MonitorVerdict.Learning) })
            {
                var look = Last(reference, features, healthy, embedding, embedding, embedding);
                if (look.State == expected) right++;
                else wrong.Add($"{name} {seed}: {look.State}");
                if (name == "healthy" && look.Findings.Any(f => f.IsAlert)) alarms++;
            }
        }

        Assert.True(right >= 57 && alarms <= 1, $"{right} of 60, {alarms} alarms: {string.Join("; ", wrong)}");
    }

    [Fact]
    public void A_direction_that_two_views_do_not_share_cannot_be_learnt()
    {
        var features = Views(1, 6, [1, 1, 0, 1], [.3, .3, 2, .3]);
        var look = Last(Reference("vicreg", 4), features, Views(2, 4, Many(4, 1), Many(4, .3)));
        Assert.InRange(look.Representation.DestroyedShare, .45, .7);
        Assert.Contains(look.Findings, f => f.Verdict == MonitorVerdict.CannotBeLearnt && f.IsAlert);
        Assert.Equal(MonitorVerdict.CannotBeLearnt, look.Directions[3].Verdict);
        Assert.All(look.Directions.Take(3), d => Assert.NotEqual(MonitorVerdict.CannotBeLearnt, d.Verdict));
    }

    [Fact]
    public void A_growing_embedding_is_not_yet_learnt_and_the_directions_say_which()
    {
        var features = Views(1, 12, Many(8, 1), Many(8, .3));
        FeatureViews At(double rest) => Views(3, 8, [1, .9, rest, rest, rest, rest, rest, rest], Many(8, rest / 4));
        var look = Last(Reference("vicreg", 8), features, At(.02), At(.08), At(.2), At(.3));
        Assert.Equal(MonitorVerdict.NotYetLearnt, look.State);
        Assert.DoesNotContain(look.Findings, f => f.IsAlert);
    }

    [Fact]
    public void A_log_says_a_finding_once_and_again_only_after_it_was_gone()
    {
        var features = Views(1, 12, Many(8, 1), Many(8, .3));
        var young = Last(Reference("vicreg", 8), features, Views(3, 8, [1, .9, .02, .02, .02, .02, .02, .02], Many(8, .005)));
        var come = young with { State = MonitorVerdict.Learning, Findings = [] };
        Assert.Equal(MonitorVerdict.NotYetLearnt, young.State);
        var news = new MonitorNews();
        Assert.StartsWith("monitor: not yet learnt: ", Assert.Single(news.Of(young)), StringComparison.Ordinal);
        Assert.Empty(news.Of(young with { Findings = [.. young.Findings.Select(f => f with { Text = "another number" })] }));
        var gone = young with { State = MonitorVerdict.Collapsed, Findings = [new(MonitorVerdict.Collapsed, "flat", MonitorCause.RankCollapse)] };
        Assert.StartsWith("warning: collapsed, too few directions: flat", Assert.Single(news.Of(gone)), StringComparison.Ordinal);
        Assert.Empty(news.Of(gone));
        Assert.StartsWith("monitor: learning", Assert.Single(news.Of(come)), StringComparison.Ordinal);
        Assert.Empty(news.Of(come));
        Assert.Single(news.Of(young));
    }

    [Fact]
    public void Held_out_correlations_find_no_agreement_where_there_is_none()
    {
        var probe = LayerProbe.Of(Views(4, 40, Many(40, 0), Many(40, 1)), new MethodReference(null, 8), 0);
        Assert.InRange(probe.Measures.Correlations[0], -.2, .2);
        Assert.InRange(probe.Measures.EffectiveRank, 36, 40);
        Assert.True(probe.Measures.DestroyedShare > .7);
    }

    [Fact]
    public void Wide_features_are_measured_as_narrow_ones()
    {
        var narrow = Views(5, 30, Many(10, 1), Many(10, .5)).First(100);
        var wide = narrow with { Dim = 300, Views = [.. narrow.Views.Select(v => Enumerable.Range(0, 100).SelectMany(i => v.Skip(i * 30).Take(30).Concat(new float[270])).ToArray())] };
        var reference = new MethodReference(null, 8);
        var (a, b) = (LayerProbe.Of(narrow, reference, 0).Measures, LayerProbe.Of(wide.Turned(), reference, 0).Measures);
        Assert.Equal(a.EffectiveRank, b.EffectiveRank, 1e-3);
        Assert.Equal(a.Variance, b.Variance, 1e-3);
        Assert.Equal(a.Correlations[0], b.Correlations[0], 1e-3);
        Assert.Equal(0.9, wide.DeadShare, 1e-12);
    }

    [Fact]
    public void The_monitor_changes_no_weight_and_its_looks_survive_a_kill()
    {
        using var runs = new SmallRuns();
        runs.Run(runs.Small(("monitor", "false")), "off");
        var config = runs.Small(("checkpoint-every", "2"));
        runs.Run(config, "on");
        Assert.Equal(runs.Weights("off"), runs.Weights("on"));
        Assert.Throws<KilledException>(() => runs.Run(config, "killed", observer: new StopAt(5)));
        runs.Run(config, "killed", resume: true);
        Assert.Equal(File.ReadAllText(Path.Combine(runs.Out("on"), "metrics.json")), File.ReadAllText(Path.Combine(runs.Out("killed"), "metrics.json")));
        Assert.NotNull(Runs.RunFolder.Open(runs.Out("on")).ReadStart());
        Assert.All(Runs.RunFolder.Open(runs.Out("on")).ReadEpochs(), e => Assert.NotNull(e.Monitor));
        Assert.Null(Runs.RunFolder.Open(runs.Out("off")).ReadStart());
    }

    [Fact]
    public void A_run_without_variance_term_is_called_collapsed_and_may_stop_by_it()
    {
        using var runs = new SmallRuns();
        var config = runs.Small(("method", "vicreg"), ("variance", "0"), ("epochs", "30"), ("learning-rate", "0.01"), ("stop-on-collapse", "true"));
        var result = runs.Run(config, "run");
        Assert.True(result.Epochs.Count < 30, "the run was stopped");
        Assert.Equal(MonitorVerdict.Collapsed, result.Epochs[^1].Monitor!.State);
        Assert.StartsWith("stopped after step", (string?)result.Folder.ReadSummary()!["note"], StringComparison.Ordinal);
        Assert.Equal("finished", (string?)result.Folder.ReadSummary()!["status"]);
        var weights = runs.Weights("run");
        runs.Run(config, "run", resume: true);
        Assert.Equal(weights, runs.Weights("run"));
    }

    [Fact]
    public void A_healthy_run_raises_no_collapse()
    {
        using var runs = new SmallRuns();
        var epochs = runs.Run(runs.Small(("epochs", "8"), ("learning-rate", "0.005")), "run").Epochs;
        Assert.All(epochs, e => Assert.DoesNotContain(e.Monitor!.Findings, f => f.Verdict == MonitorVerdict.Collapsed));
    }
}
