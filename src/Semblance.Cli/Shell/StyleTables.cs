using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>The content and style scorecard as a table for people.</summary>
internal static class StyleTables
{
    /// <summary>Things of style that are listed one by one; more are summed up by their mean.</summary>
    private const int Shown = 8;

    /// <summary>One row for each layer.</summary>
    public static void Show(IAnsiConsole console, JsonObject style)
    {
        JsonObject[] layers = [.. style["layers"]!.AsArray().Select(l => l!.AsObject())];
        var names = layers[0]["style"]!.AsArray().Select(s => ((string)s!["name"]!, (string)s["kind"]! == "accuracy")).ToList();
        var listed = names.Count <= Shown ? names : [];
        var table = Screen.Table(["layer", "dim", "linear %", "k-NN %", "GMM %", .. listed.Select(n => n.Item1 + (n.Item2 ? " %" : " R2")), "style above chance %", "decoded: error", "views decoded: error"]);
        foreach (var layer in layers)
        {
            var content = layer["content"];
            table.AddTextRow(
            [
                (string)layer["name"]! + ((bool)layer["own"]! ? " *" : ""), $"{layer["dim"]}", Percent(content?["linear"]?["accuracy"]), Percent(content?["knn"]?["accuracy"]),
                Percent(content?["clustering"]?["gmm"]?["acc"]?["value"]),
                .. listed.Select((n, k) => n.Item2 ? Percent(layer["style"]![k]!["score"]) : Plain(layer["style"]![k]!["score"], "F2")),
                Percent(layer["mean_style"]), Plain(layer["reconstruction"]?["error"], "F4"), Plain(layer["view_reconstruction"]?["error"], "F4"),
            ]);
        }

        console.Write(table);
        console.WriteLine("Content and style of every layer (* what downstream tasks use). Style is read by linear maps from augmented views; its answers are what the augmentations drew, or attributes.");
    }

    private static string Percent(JsonNode? value) => value is null ? "" : Numbers.Percent((double)value);

    private static string Plain(JsonNode? value, string format) => value is null ? "" : ((double)value).ToString(format, CultureInfo.InvariantCulture);
}
