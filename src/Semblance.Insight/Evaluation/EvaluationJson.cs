using System.Text.Json.Nodes;

namespace Semblance.Insight.Evaluation;

/// <summary>Evaluation results as JSON with the keys that the command line promises.</summary>
public static class EvaluationJson
{
    /// <summary>The report; parts that were not asked for are absent.</summary>
    public static JsonObject From(EvaluationReport report)
    {
        var json = new JsonObject
        {
            ["train_rows"] = report.TrainRows,
            ["test_rows"] = report.TestRows,
            ["dim"] = report.Dim,
            ["classes"] = report.Classes,
            ["leakage"] = report.Leakage,
            ["warnings"] = new JsonArray([.. report.Warnings.Select(w => JsonValue.Create(w))]),
        };
        if (report.Knn is { } knn) json["knn"] = Of(knn);
        if (report.Linear is { } linear) json["linear"] = Of(linear);
        if (report.Mlp is { } mlp) json["mlp"] = Of(mlp);
        if (report.Clustering is { } clustering) json["clustering"] = Of(clustering);
        if (report.Regression is { } regression) json["regression"] = Of(regression);
        return json;
    }

    /// <summary>Few-label results, an array over numbers of labels: <c>labels_per_class</c> and <c>rows[]</c>, one row for each feature set.</summary>
    public static JsonArray From(FewLabelReport report) =>
        new([.. report.Rows.GroupBy(r => r.Labels).Select(g => new JsonObject { ["labels_per_class"] = g.Key, ["rows"] = new JsonArray([.. g.Select(Of)]) })]);

    private static JsonObject Of(KnnResult r) => new()
    {
        ["accuracy"] = r.Accuracy,
        ["interval"] = Of(r.Interval),
        ["k"] = r.K,
        ["temperature"] = r.Temperature,
        ["centre"] = r.Centre,
    };

    private static JsonObject Of(LinearResult r) => new()
    {
        ["accuracy"] = r.Accuracy,
        ["interval"] = Of(r.Interval),
        ["l2"] = r.L2,
        ["validation_accuracy"] = r.ValidationAccuracy,
        ["train_accuracy"] = r.TrainAccuracy,
        ["iterations"] = r.Iterations,
        ["converged"] = r.HasConverged,
    };

    private static JsonObject Of(MlpResult r) => new()
    {
        ["accuracy"] = r.Accuracy,
        ["interval"] = Of(r.Interval),
        ["hidden"] = r.Hidden,
        ["epochs"] = r.Epochs,
        ["validation_accuracy"] = r.ValidationAccuracy,
    };

    private static JsonObject Of(ClusteringResult r) => new()
    {
        ["clusters"] = r.Clusters,
        ["kmeans"] = Of(r.KMeans),
        ["gmm"] = Of(r.Gmm),
        ["gmm_covariance"] = r.GmmCovariance,
    };

    private static JsonObject Of(ClusterScores s) => new()
    {
        ["acc"] = Of(s.Acc, s.AccInterval),
        ["nmi"] = Of(s.Nmi, s.NmiInterval),
        ["ari"] = Of(s.Ari, s.AriInterval),
    };

    private static JsonObject Of(RegressionResult r) => new()
    {
        ["r2"] = r.R2,
        ["interval"] = Of(r.Interval),
        ["l2"] = r.L2,
        ["targets"] = new JsonArray([.. r.Targets.Select(t => new JsonObject { ["r2"] = t.R2, ["interval"] = Of(t.Interval) })]),
    };

    private static JsonObject Of(FewLabelRow r) => new()
    {
        ["name"] = r.Features,
        ["accuracy"] = r.Accuracy,
        ["interval"] = Of(r.Interval),
        ["draws"] = new JsonArray([.. r.Draws.Select(d => JsonValue.Create(d))]),
        ["difference"] = r.Difference,
        ["difference_interval"] = r.DifferenceInterval is { } both ? Of(both) : null,
        ["difference_interval_draws"] = r.DifferenceIntervalDraws is { } draws ? Of(draws) : null,
    };

    private static JsonObject Of(double value, Interval interval) => new() { ["value"] = value, ["interval"] = Of(interval) };

    private static JsonArray Of(Interval i) => [i.Low, i.High];
}
