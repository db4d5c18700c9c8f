using System.Text.Json.Nodes;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Style;

/// <summary>The scorecard as JSON.</summary>
public static class StyleJson
{
    /// <summary><c>layers[]</c> with <c>content</c>, <c>style[]</c>, <c>mean_style</c>, <c>reconstruction</c> and <c>model</c>.</summary>
    public static JsonObject From(StyleReport report) => new()
    {
        ["layers"] = new JsonArray([.. report.Layers.Select((l, k) => Layer(l, report.Fits?[k]))]),
        ["note"] = "style is read by linear maps from one augmented view of each sample; content from the samples themselves",
    };

    private static JsonObject Layer(LayerStyle layer, GroupFit? fit) => new()
    {
        ["name"] = layer.Name,
        ["own"] = layer.IsOwn,
        ["dim"] = layer.Dim,
        ["content"] = layer.Content is { } content ? EvaluationJson.From(content) : null,
        ["knn_euclidean_15"] = layer.Neighbours,
        ["style"] = new JsonArray([.. layer.Style.Select(Score)]),
        ["mean_style"] = layer.MeanStyle,
        ["reconstruction"] = Reconstructed(layer.Reconstruction),
        ["view_reconstruction"] = Reconstructed(layer.ViewReconstruction),
        ["model"] = fit is null ? null : new JsonObject
        {
            ["within"] = fit.Within,
            ["between"] = fit.Between,
            ["correlation"] = fit.Correlation,
            ["mutual_information"] = fit.MutualInformation,
            ["temperature"] = fit.Temperature(layer.Dim),
        },
    };

    private static JsonObject? Reconstructed(Reconstruction? found) => found is null ? null : new() { ["error"] = found.Error, ["mean_error"] = found.MeanError };

    private static JsonObject Score(StyleScore score) => new()
    {
        ["name"] = score.Name,
        ["kind"] = score.IsChoice ? "accuracy" : "r2",
        ["score"] = score.Score,
        ["interval"] = new JsonArray(score.Interval.Low, score.Interval.High),
        ["chance"] = score.Chance,
        ["above_chance"] = score.AboveChance,
    };
}
