using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Semblance.Insight.Experiments;

/// <summary>Results of a paper as JSON: <c>claims[].{id, claim, expected, measured, pass}</c> and what stands behind them.</summary>
internal static class PaperJson
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonObject Of(PaperResult result) => new()
    {
        ["paper"] = result.Paper.Name,
        ["title"] = result.Paper.Title,
        ["citation"] = result.Paper.Citation,
        ["quick"] = result.Options.IsQuick,
        ["seed"] = result.Options.Seed,
        ["pass"] = result.Passes,
        ["passed"] = result.Claims.Count(c => c.Passes),
        ["failed"] = result.Claims.Count(c => !c.Passes),
        ["seconds"] = Math.Round(result.Seconds, 3),
        ["claims"] = new JsonArray([.. result.Experiments.SelectMany(e => e.Claims.Select(c => Of(result.Paper, e, c)))]),
        ["experiments"] = new JsonArray([.. result.Experiments.Select(Of)]),
    };

    internal static string Text(JsonObject document) => document.ToJsonString(Format) + "\n";

    private static JsonObject Of(Paper paper, ExperimentResult result, Claim claim) => new()
    {
        ["id"] = claim.Id,
        ["paper"] = paper.Name,
        ["experiment"] = result.Experiment.Id,
        ["claim"] = claim.Text,
        ["expected"] = Of(claim.ExpectedNumbers, claim.Expected),
        ["measured"] = Of(claim.MeasuredNumbers, claim.Measured),
        ["pass"] = claim.Passes,
        ["expected_text"] = claim.Expected,
        ["measured_text"] = claim.Measured,
        ["note"] = claim.Note,
    };

    private static JsonObject Of(ExperimentResult result) => new()
    {
        ["id"] = result.Experiment.Id,
        ["title"] = result.Experiment.Title,
        ["source"] = result.Experiment.Source,
        ["shows"] = result.Experiment.Shows,
        ["pass"] = result.Passes,
        ["skipped"] = result.Skipped,
        ["seconds"] = Math.Round(result.Seconds, 3),
        ["notes"] = new JsonArray([.. result.Notes.Select(n => JsonValue.Create(n))]),
        ["figures"] = new JsonArray([.. result.Exhibits.OfType<Figure>().Select(Of), .. result.Exhibits.OfType<PointMap>().Select(Of)]),
        ["tables"] = new JsonArray([.. result.Exhibits.OfType<Table>().Select(Of)]),
    };

    private static JsonObject Of(Figure figure) => new()
    {
        ["title"] = figure.Title,
        ["x"] = figure.Axes.X,
        ["y"] = figure.Axes.Y,
        ["curves"] = new JsonArray([.. figure.Curves.Select(c => new JsonObject
        {
            ["name"] = c.Name,
            ["x"] = Numbers(c.Points.Select(p => p.X)),
            ["y"] = Numbers(c.Points.Select(p => p.Y)),
        })]),
    };

    private static JsonObject Of(PointMap map) => new()
    {
        ["title"] = map.Title,
        ["groups"] = new JsonArray([.. map.Groups.Select(g => JsonValue.Create(g))]),
        ["x"] = Numbers(map.Points.Select(p => p.X)),
        ["y"] = Numbers(map.Points.Select(p => p.Y)),
        ["group"] = new JsonArray([.. map.Points.Select(p => JsonValue.Create(p.Group))]),
    };

    private static JsonObject Of(Table table) => new()
    {
        ["title"] = table.Title,
        ["columns"] = new JsonArray([.. table.Columns.Select(c => JsonValue.Create(c))]),
        ["rows"] = new JsonArray([.. table.Rows.Select(r => new JsonArray([.. r.Select(c => JsonValue.Create(c))]))]),
    };

    /// <summary>One number alone, several as an array, the text where there is none.</summary>
    private static JsonNode? Of(IReadOnlyList<double>? numbers, string text) => numbers switch
    {
        null => JsonValue.Create(text),
        { Count: 1 } => Number(numbers[0]),
        _ => Numbers(numbers),
    };

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    /// <summary>JSON has no NaN and no infinity: null stands for them, the text beside says which.</summary>
    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
