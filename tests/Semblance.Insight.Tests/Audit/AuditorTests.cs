using Semblance.Errors;
using Semblance.Insight.Audit;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Audit;

public sealed class AuditorTests
{
    private static FeatureSet Labelled(FeatureSet features, int[] classes) => new(features.Values, features.Rows, features.Dim, [.. classes.Select(c => (long)c)]);

    private static IEnumerable<(string, AuditSeverity)> Alarms(AuditReport report) => report.Findings.Where(f => f.Severity != AuditSeverity.Info).Select(f => (f.Id, f.Severity));

    /// <summary>Classes as clouds about random centres.</summary>
    private static (FeatureSet Features, int[] Classes) Clouds(double noise, int dim = 32, int rows = 800)
    {
        var classes = Draw.Levels(rows, 5, 1);
        var centres = Draw.Normal(5, dim, 2);
        var features = Draw.Normal(rows, dim, 3, _ => noise);
        for (var i = 0; i < features.Values.Length; i++) features.Values[i] += centres.Values[(classes[i / dim] * dim) + (i % dim)];
        return (Labelled(features, classes), classes);
    }

    [Fact]
    public void Clouds_raise_no_alarm_and_points_are_a_collapse_of_classes()
    {
        Assert.Empty(Alarms(Auditor.Run(new AuditInput { Features = Clouds(0.5).Features })));
        var points = Auditor.Run(new AuditInput { Features = Clouds(0.01).Features });
        Assert.Equal((FindingIds.ClassCollapse, AuditSeverity.Critical), Alarms(points).First());
        Assert.All(points.Findings, f => Assert.Equal(Causes.Supervised, f.Cause));
    }

    [Fact]
    public void Few_of_many_dimensions_are_a_collapse_of_dimension()
    {
        var (features, classes) = Clouds(0.5);
        var map = Draw.Normal(6, 64, 4);
        var values = new float[800 * 64];
        for (var r = 0; r < 800; r++) for (var c = 0; c < 64; c++) for (var k = 0; k < 6; k++) values[(r * 64) + c] += features.Values[(r * 32) + k] * map.Values[(k * 64) + c];
        var report = Auditor.Run(new AuditInput { Features = Labelled(new FeatureSet(values, 800, 64), classes) });
        Assert.Contains(FindingIds.DimensionCollapse, Alarms(report).Select(a => a.Item1));
        Assert.InRange(report.Metrics["rankme_centred"], 4, 6.1);
    }

    [Fact]
    public void Few_rows_are_not_a_collapse_of_dimension()
    {
        var report = Auditor.Run(new AuditInput { Features = Draw.Normal(60, 200, 5) });
        Assert.Empty(Alarms(report));
        Assert.InRange(report.Metrics["rankme_attainable"], 40, 59);
    }

    [Fact]
    public void Random_numbers_have_learnt_nothing_and_permuted_labels_are_only_told()
    {
        var noise = Auditor.Run(new AuditInput { Features = Labelled(Draw.Normal(800, 32, 6), Draw.Levels(800, 4, 7)) });
        Assert.Equal([(FindingIds.NothingLearnt, AuditSeverity.Critical)], Alarms(noise));
        var permuted = Auditor.Run(new AuditInput { Features = Labelled(Clouds(0.5).Features, Draw.Levels(800, 5, 8)) });
        Assert.Empty(Alarms(permuted));
        Assert.Contains(permuted.Findings, f => f.Id == FindingIds.NothingLearnt && f.Severity == AuditSeverity.Info);
    }

    [Fact]
    public void Views_that_share_little_and_parameters_that_are_told_are_found()
    {
        var random = new Random(9);
        var (features, _) = Clouds(0.5, 16);
        double[] First() => [.. Enumerable.Range(0, 800).Select(_ => random.Normal())];
        double[] pa = First(), pb = First();
        FeatureSet View(double[] shift, double noise, int seed)
        {
            var values = Draw.Normal(800, 16, seed, _ => noise).Values;
            for (var i = 0; i < values.Length; i++) values[i] += features.Values[i] + (float)(shift[i / 16] * (i % 16 == 3 ? 2 : 0));
            return new FeatureSet(values, 800, 16);
        }

        var plain = Auditor.Run(new AuditInput { Features = features, Views = new AuditViews(View(pa, 0.3, 10), View(pb, 0.3, 11), ["shift"], pa, pb) });
        var told = Assert.Single(plain.Findings, f => f.Id == FindingIds.LostInvariance);
        Assert.Equal(AuditSeverity.Info, told.Severity);
        Assert.InRange(plain.Sensitivities[0].Read, 0.4, 0.95);
        var weak = Auditor.Run(new AuditInput { Features = features, Views = new AuditViews(View(pa, 4, 12), View(pb, 4, 13), ["shift"], pa, pb) });
        Assert.Contains((FindingIds.WeakInvariance, AuditSeverity.Warning), Alarms(weak));
        var flat = new AuditViews(View(First(), 0.3, 14), View(First(), 0.3, 15), ["shift"], pa, pb);
        var lost = Auditor.Run(new AuditInput { Features = features, Baseline = features, Views = new AuditViews(View(pa, 0.3, 10), View(pb, 0.3, 11), ["shift"], pa, pb), BaselineViews = flat });
        Assert.Contains((FindingIds.LostInvariance, AuditSeverity.Warning), Alarms(lost));
    }

    [Fact]
    public void What_the_head_drops_is_laid_to_the_head()
    {
        var levels = Draw.Levels(800, 2, 16);
        var (features, classes) = Clouds(0.5);
        var before = Labelled(Draw.Shifted(features, levels, 4, 6), classes);
        var input = new AuditInput { Features = features, Representation = before, Attributes = [AuditTrait.Categorical("mark", [.. levels.Select(l => (long)l)])] };
        var finding = Assert.Single(Auditor.Run(input).Findings, f => f.Id == FindingIds.FeatureSuppression);
        Assert.Equal((Causes.Head, AuditSeverity.Info), (finding.Cause, finding.Severity));
        Assert.Contains("--layer representation", finding.Option);
    }

    [Fact]
    public void What_an_encoder_trained_on_labels_does_not_tell_either_is_laid_to_capacity()
    {
        var levels = Draw.Levels(800, 2, 17);
        var (features, classes) = Clouds(0.5);
        var input = new AuditInput { Features = features, Supervised = Clouds(0.4).Features, Inputs = Labelled(Draw.Shifted(features, levels, 4, 6), classes), Attributes = [AuditTrait.Categorical("mark", [.. levels.Select(l => (long)l)])] };
        var finding = Assert.Single(Auditor.Run(input).Findings, f => f.Subject == "mark");
        Assert.Equal(Causes.Capacity, finding.Cause);
    }

    [Fact]
    public void Held_out_rows_that_are_training_rows_are_a_leak()
    {
        var (features, _) = Clouds(0.5);
        features.Values.AsSpan(0, 60 * 32).CopyTo(features.Values.AsSpan(600 * 32));
        features.Labels.AsSpan(0, 60).CopyTo(features.Labels.AsSpan(600));
        var report = Auditor.Run(new AuditInput { Features = features, HeldOut = [.. Enumerable.Range(0, 800).Select(r => r >= 500)] });
        Assert.Contains((FindingIds.Leakage, AuditSeverity.Warning), Alarms(report));
        Assert.Equal(0.2, report.Metrics["copied_rows"], 1e-12);
    }

    [Fact]
    public void Page_is_one_file_that_tells_every_finding()
    {
        var html = AuditPage.Html(Auditor.Run(new AuditInput { Features = Clouds(0.01).Features }));
        Assert.Contains("class-collapse", html);
        Assert.Contains("--method joint", html);
        Assert.Contains("<svg", html);
        Assert.DoesNotContain("http", html);
        Assert.DoesNotContain("NaN", html);
    }

    [Fact]
    public void Bad_input_is_refused_in_words()
    {
        var (features, _) = Clouds(0.5);
        string Of(AuditInput input) => Assert.Throws<RequestException>(() => Auditor.Run(input)).Message;
        Assert.Contains("one class only", Of(new AuditInput { Features = Labelled(features, new int[800]) }));
        Assert.Contains("nearly a class for every row", Of(new AuditInput { Features = Labelled(features, [.. Enumerable.Range(0, 800)]) }));
        Assert.Contains("constant", Of(new AuditInput { Features = new FeatureSet(new float[800], 200, 4) }));
        Assert.Contains("too few rows", Of(new AuditInput { Features = Draw.Normal(20, 4, 1) }));
        Assert.Contains("differ in length", Of(new AuditInput { Features = features, Baseline = Draw.Normal(700, 4, 1) }));
        Assert.Contains("unknown attribute", Of(new AuditInput { Features = features, Subclass = "x" }));
        Assert.Contains("another dimension", Of(new AuditInput { Features = features, Views = new AuditViews(Draw.Normal(800, 4, 1), Draw.Normal(800, 4, 2), [], [], []) }));
        Assert.Contains("same in all rows", Assert.Throws<RequestException>(() => AuditTrait.Continuous("v", new double[5])).Message);
    }
}
