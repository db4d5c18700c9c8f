using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>Evaluations as tables for people.</summary>
internal static class EvaluationTables
{
    private static readonly (string Title, string[] Path, string Interval)[] Columns =
    [
        ("k-NN", ["knn", "accuracy"], "interval"),
        ("linear", ["linear", "accuracy"], "interval"),
        ("MLP", ["mlp", "accuracy"], "interval"),
        ("k-means ACC", ["clustering", "kmeans", "acc", "value"], "interval"),
        ("NMI", ["clustering", "kmeans", "nmi", "value"], "interval"),
        ("R2", ["regression", "r2"], "interval"),
    ];

    /// <summary>One row for each feature set, in per cent with the 95% interval; columns that nobody has are left out.</summary>
    public static void Show(IAnsiConsole console, IReadOnlyList<JsonObject> features)
    {
        var columns = Columns.Where(c => features.Any(f => At(f, c.Path) is not null)).ToList();
        var table = Screen.Table(["features", "dim", .. columns.Select(c => c.Title + " %")]);
        foreach (var row in features)
        {
            table.AddTextRow([(string?)row["name"] ?? "given", $"{row["dim"]}", .. columns.Select(c => Cell(row, c.Path, c.Interval))]);
        }

        console.Write(table);
        foreach (var warning in features.SelectMany(f => f["warnings"]?.AsArray().Select(w => (string)w!) ?? []).Distinct()) console.WriteLine($"warning: {warning}");
        console.WriteLine("In brackets: 95% intervals. Everything chosen was chosen on a validation part of the training rows.");
    }

    /// <summary>Accuracy with few labels and the difference to the reference.</summary>
    public static void ShowFewLabels(IAnsiConsole console, JsonArray groups)
    {
        var table = Screen.Table("labels a class", "features", "accuracy %", "less the reference %");
        foreach (var group in groups)
        {
            foreach (var row in group!["rows"]!.AsArray())
            {
                var difference = row!["difference"] is { } d ? $"{Signed(d)} [{Signed(row["difference_interval"]![0]!)}, {Signed(row["difference_interval"]![1]!)}]" : "";
                table.AddTextRow($"{group["labels_per_class"]}", (string)row["name"]!, Numbers.Percent((double)row["accuracy"]!), difference);
            }
        }

        console.Write(table);
    }

    private static string Cell(JsonObject row, string[] path, string interval)
    {
        if (At(row, path) is not { } value) return "";
        var bounds = At(row, [.. path[..^1], interval])!;
        return $"{Numbers.Percent((double)value)} [{Numbers.Percent((double)bounds[0]!)}, {Numbers.Percent((double)bounds[1]!)}]";
    }

    private static JsonNode? At(JsonNode? node, string[] path) => path.Aggregate(node, (n, key) => n?[key]);

    private static string Signed(JsonNode value) => (100 * (double)value).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
