using Semblance.Errors;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly EvaluationOptions Quick = new() { MlpEpochs = 8, Restarts = 3, Bootstrap = 200 };

    [Fact]
    public void Separable_classes_are_told_apart_without_an_error()
    {
        var report = Evaluator.Run(Synthetic.Classes(600, 16, 4, 6, 1), Synthetic.Classes(300, 16, 4, 6, 2), Quick);
        Assert.Equal(1, report.Knn!.Accuracy);
        Assert.Equal(1, report.Linear!.Accuracy);
        Assert.Equal(1, report.Mlp!.Accuracy);
        foreach (var scores in new[] { report.Clustering!.KMeans, report.Clustering.Gmm })
        {
            Assert.Equal((1, 1, 1), (scores.Acc, Math.Round(scores.Nmi, 12), Math.Round(scores.Ari, 12)));
        }

        Assert.Equal(0.9874, report.Knn.Interval.Low, 1e-4);
        Assert.Equal((0.0, 4, 600, 300), (report.Leakage, report.Classes, report.TrainRows, report.TestRows));
        Assert.Empty(report.Warnings);
        Assert.Null(report.Regression);
    }

    [Fact]
    public void Labels_that_mean_nothing_are_guessed_at_chance()
    {
        var report = Evaluator.Run(Synthetic.Classes(800, 8, 4, 0, 3), Synthetic.Classes(1000, 8, 4, 0, 4), Quick);
        Assert.True(report.Knn!.Interval.Contains(0.25), report.Knn.ToString());
        Assert.True(report.Linear!.Interval.Contains(0.25), report.Linear.ToString());
        Assert.True(report.Mlp!.Interval.Contains(0.25), report.Mlp.ToString());
        Assert.True(report.Clustering!.KMeans.AriInterval.Contains(0), report.Clustering.ToString());
        Assert.InRange(report.Clustering.KMeans.Nmi, 0, 0.03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report_and_every_value_lies_in_its_interval()
    {
        var (train, test) = Golden.Sets();
        var (a, b) = (Evaluator.Run(train, test, Quick), Evaluator.Run(train, test, Quick));
        Assert.Equal(EvaluationJson.From(a).ToJsonString(), EvaluationJson.From(b).ToJsonString());
        Assert.True(a.Regression!.Interval.Contains(a.Regression.R2));
        foreach (var s in new[] { a.Clustering!.KMeans, a.Clustering.Gmm })
        {
            Assert.True(s.AccInterval.Contains(s.Acc) && s.NmiInterval.Contains(s.Nmi) && s.AriInterval.Contains(s.Ari), s.ToString());
        }
    }

    [Fact]
    public void Test_labels_choose_nothing()
    {
        var (train, test) = Golden.Sets();
        var shuffled = new FeatureSet(test.Values, test.Rows, test.Dim, [.. test.Labels!.Reverse()], [.. test.Targets!.Reverse()]);
        var (a, b) = (Evaluator.Run(train, test, Quick), Evaluator.Run(train, shuffled, Quick));
        Assert.NotEqual(a.Linear!.Accuracy, b.Linear!.Accuracy);
        Assert.Equal(
            (a.Knn!.Centre, a.Linear.L2, a.Linear.ValidationAccuracy, a.Mlp!.Epochs, a.Mlp.ValidationAccuracy, a.Regression!.L2),
            (b.Knn!.Centre, b.Linear.L2, b.Linear.ValidationAccuracy, b.Mlp!.Epochs, b.Mlp.ValidationAccuracy, b.Regression!.L2));
    }

    [Fact]
    public void Centring_is_chosen_where_a_common_offset_hides_the_classes()
    {
        // The classes lie one behind the other as seen from the origin.
        static FeatureSet InLine(int rows, int seed)
        {
            var set = Synthetic.Classes(rows, 2, 2, 0, seed);
            return set.With([.. set.Values.Select((v, i) => i % 2 == 1 ? v : (0.5f * v) + 200 + (4 * set.Labels![i / 2]))], 2);
        }

        var (train, test) = (InLine(1000, 5), InLine(400, 6));
        EvaluationOptions Knn(string centre) => Quick with { Parts = "knn", Centre = centre };
        var auto = Evaluator.Run(train, test, Knn("auto")).Knn!;
        Assert.True(auto.Centre);
        Assert.Equal(auto.Accuracy, Evaluator.Run(train, test, Knn("yes")).Knn!.Accuracy);
        Assert.True(auto.Accuracy > Evaluator.Run(train, test, Knn("no")).Knn!.Accuracy);
    }

    [Fact]
    public void Targets_that_are_linear_in_the_features_are_explained()
    {
        var set = Synthetic.Classes(600, 5, 2, 0, 7);
        var noise = Synthetic.Normal(1200, 8);
        double[] targets = [.. Enumerable.Range(0, 600).SelectMany(r => new[] { (3 * set.Values[r * 5]) - set.Values[(r * 5) + 4], noise[r] })];
        var all = new FeatureSet(set.Values, 600, 5, null, targets);
        var report = Evaluator.Run(all.Select([.. Enumerable.Range(0, 400)]), all.Select([.. Enumerable.Range(400, 200)]));
        Assert.Equal(1, report.Regression!.Targets[0].R2, 1e-3);
        Assert.True(report.Regression.Targets[1].Interval.Contains(report.Regression.Targets[1].R2));
        Assert.InRange(report.Regression.Targets[1].R2, -0.15, 0.05);
        Assert.Null(report.Knn);
    }

    [Fact]
    public void Rows_in_both_sets_and_unknown_classes_are_reported()
    {
        var train = Synthetic.Classes(200, 5, 2, 2, 9);
        var test = Synthetic.Classes(100, 5, 2, 2, 10);
        for (var r = 0; r < 25; r++) train.Values.AsSpan(((r * 3) + 1) * 5, 5).CopyTo(test.Values.AsSpan(r * 5));
        test.Labels![99] = 12;
        var report = Evaluator.Run(train, test, Quick with { Parts = "knn" });
        Assert.Equal(0.25, report.Leakage);
        Assert.Contains("25.0% of the test rows are also training rows", report.Warnings[0].Replace(" %", "%", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("1 test rows have a label that no training row has", report.Warnings[1], StringComparison.Ordinal);
        Assert.True(report.Knn!.Accuracy < 1);
    }

    [Fact]
    public void Json_has_the_promised_keys()
    {
        var (train, test) = Golden.Sets();
        var json = EvaluationJson.From(Evaluator.Run(train, test, Quick));
        foreach (var part in new[] { "knn", "linear", "mlp" })
        {
            var (value, interval) = ((double)json[part]!["accuracy"]!, json[part]!["interval"]!.AsArray());
            Assert.InRange(value, (double)interval[0]!, (double)interval[1]!);
        }

        foreach (var kind in new[] { "kmeans", "gmm" })
        {
            foreach (var score in new[] { "acc", "nmi", "ari" })
            {
                var node = json["clustering"]![kind]![score]!;
                Assert.InRange((double)node["value"]!, (double)node["interval"]![0]!, (double)node["interval"]![1]!);
            }
        }

        Assert.Equal(2, json["regression"]!["targets"]!.AsArray().Count);
    }

    [Fact]
    public void Bad_requests_say_what_was_seen()
    {
        var good = Synthetic.Classes(50, 4, 3, 1, 11);
        var other = Synthetic.Classes(20, 5, 3, 1, 12);
        var bare = new FeatureSet(good.Values, 50, 4);
        Refused("[50, 4] and [20, 5]", good, other);
        Refused("features has no labels", good, bare);
        Refused("neither labels nor targets", bare, good);
        Refused("all 50 training rows have label 0", new FeatureSet(good.Values, 50, 4, new long[50]), good);
        Refused("50 rows of 50 classes", new FeatureSet(good.Values, 50, 4, [.. Enumerable.Range(0, 50).Select(v => (long)v)]), good);
        Refused("k = 51, 50 rows", good, good, Quick with { K = 51 });
        Refused("60 clusters, 50 rows", good, good, Quick with { Clusters = 60 });
        Refused("did you mean 'linear'?", good, good, Quick with { Parts = "knn,linaer" });
        Refused("option 'temperature' of evaluate has a bad value", good, good, Quick with { Temperature = 0 });
        Refused("0 and 0 targets a row", good, good, Quick with { Parts = "regression" });
        var targets = new FeatureSet(good.Values, 50, 4, null, new double[50]);
        Refused("target 0 is constant", targets, targets);
    }

    private static void Refused(string seen, FeatureSet train, FeatureSet test, EvaluationOptions? options = null) =>
        Assert.Contains(seen, Assert.Throws<RequestException>(() => Evaluator.Run(train, test, options ?? Quick)).Message, StringComparison.Ordinal);
}
