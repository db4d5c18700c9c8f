using Semblance.Errors;
using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class FewLabelsTests
{
    [Theory]
    [InlineData("ridge")]
    [InlineData("logistic")]
    public void Better_features_are_ahead_and_equal_features_are_level(string probe)
    {
        var (train, test) = (Synthetic.Classes(1200, 10, 4, 1, 1), Synthetic.Classes(500, 10, 4, 1, 2));
        FeatureSet Noisy(FeatureSet s, int seed) => s.With([.. s.Values.Zip(Synthetic.Normal(s.Values.Length, seed), (v, n) => v + (float)(3 * n))], s.Dim);
        FeaturePair[] sets = [new("noisy", Noisy(train, 3), Noisy(test, 4)), new("good", train, test), new("doubled", Doubled(Noisy(train, 3)), Doubled(Noisy(test, 4)))];
        var report = FewLabels.Run(sets, "noisy", new FewLabelOptions { Labels = "1,20", Probe = probe, Draws = 5 });
        Assert.Equal(["noisy", "good", "doubled", "noisy", "good", "doubled"], report.Rows.Select(r => r.Features));
        Assert.Empty(report.Warnings);
        foreach (var row in report.Rows.Where(r => r.Features == "good"))
        {
            Assert.True(row.DifferenceInterval!.Value.Low > 0, row.ToString());
            Assert.True(row.DifferenceInterval.Value.Low <= row.DifferenceIntervalDraws!.Value.Low);
            Assert.Equal(row.Draws.Average(), row.Accuracy, 1e-12);
        }

        Assert.True(report.Rows[4].Accuracy > report.Rows[1].Accuracy);
        // The probe does not see the scale, and all sets get the same draws.
        Assert.All(report.Rows.Where(r => r.Features == "doubled"), r => Assert.Equal(0, r.Difference!.Value, 1e-3));
        Assert.All(report.Rows.Where(r => r.Features == "noisy"), r => Assert.Null(r.Difference));
    }

    [Fact]
    public void The_variance_of_draws_and_rows_is_added()
    {
        sbyte[][] scores = [[1, 0, 1, 1], [1, 0, 0, 1], [1, 1, 0, 1]];
        var (mean, both, draws) = FewLabels.Crossed(scores);
        Assert.Equal(8.0 / 12, mean, 1e-12);
        double[] byDraw = [0.75, 0.5, 0.75], byRow = [1, 1.0 / 3, 1.0 / 3, 1];
        var ofDraws = byDraw.Sum(v => (v - mean) * (v - mean)) / 2 / 3;
        var ofRows = byRow.Sum(v => (v - mean) * (v - mean)) / 3 / 4;
        Assert.Equal(mean - (4.302652730 * Math.Sqrt(ofDraws)), draws.Low, 1e-8);
        Assert.Equal(mean + (4.302652730 * Math.Sqrt(ofDraws + ofRows)), both.High, 1e-8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public void Leaving_a_row_out_in_closed_form_is_leaving_it_out(double penalty)
    {
        using var scope = new TensorScope();
        var set = Golden.Sets().Train.Select([.. Enumerable.Range(0, 40)]);
        var (x, labels) = (set.ToTensor().To(ElementType.Float64), Golden.Classified(set));
        var slow = new int[40];
        for (var left = 0; left < 40; left++)
        {
            var kept = Enumerable.Range(0, 40).Where(r => r != left).ToArray();
            var rows = Tensor.From(Array.ConvertAll(kept, r => (long)r), 39);
            var (weights, bias) = new RidgeClassifier(x.IndexSelect(0, rows), [.. kept.Select(r => labels[r])], 4).Fit(penalty, choose: false);
            slow[left] = (int)(x.Narrow(0, left, 1).MatMul(weights) + bias).ArgMax(1).Item();
        }

        Assert.Equal(slow, new RidgeClassifier(x, labels, 4).LeaveOneOut(penalty));
    }

    [Fact]
    public void Too_many_labels_are_left_out_with_a_warning()
    {
        var set = Synthetic.Classes(60, 3, 2, 1, 5);
        var report = FewLabels.Run([new("a", set, set)], "a", new FewLabelOptions { Labels = "2,100", Draws = 2 });
        Assert.Equal(2, Assert.Single(report.Rows).Labels);
        Assert.Contains("100 labels a class left out", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, (int)EvaluationJson.From(report)[0]!["labels_per_class"]!);
    }

    [Fact]
    public void Bad_requests_say_what_was_seen()
    {
        var (a, b) = (Synthetic.Classes(60, 3, 2, 1, 5), Synthetic.Classes(60, 3, 2, 1, 6));
        Refused("unknown reference feature set 'x'", [new("a", a, a)], "x");
        Refused("do not describe the same rows", [new("a", a, a), new("b", b, b)], "a");
        Refused("'a' has no labels", [new("a", new FeatureSet(a.Values, 60, 3), a)], "a");
        Refused("got '1,two'", [new("a", a, a)], "a", new FewLabelOptions { Labels = "1,two" });
        Refused("option 'draws' of few labels has a bad value", [new("a", a, a)], "a", new FewLabelOptions { Draws = 1 });
    }

    private static FeatureSet Doubled(FeatureSet s) => s.With([.. s.Values.Select(v => 2 * v)], s.Dim);

    private static void Refused(string seen, FeaturePair[] sets, string reference, FewLabelOptions? options = null) =>
        Assert.Contains(seen, Assert.Throws<RequestException>(() => FewLabels.Run(sets, reference, options)).Message, StringComparison.Ordinal);
}
