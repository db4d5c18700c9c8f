using System.Text;
using System.Text.Json.Nodes;

namespace Semblance.Insight.Report;

/// <summary>The tables of results, from evaluation.json.</summary>
internal static class ResultTables
{
    internal static string Html(JsonObject evaluation)
    {
        var rows = evaluation["features"]?.AsArray();
        if (rows is null) return "";
        var text = new StringBuilder();
        text.Append(Page.Card(
            "Results on test data",
            "Features frozen, classifiers trained on the training split; everything that is chosen is chosen on a validation part of it. Small print: 95% interval.",
            Main(rows)));
        if (evaluation["few_labels"] is JsonArray { Count: > 0 } few) text.Append(Page.Card(
            "With few labels",
            "Mean accuracy of a classifier on a handful of labels per class, over the same random draws for all features, which are standardised (this whitens PCA, and hurts it); in small print the difference to the raw input with its 95% interval.",
            FewLabels(few)));
        return text.ToString();
    }

    private static string Main(JsonArray rows)
    {
        var text = new StringBuilder("<div class=\"scroll\"><table><tr><th>features</th><th>size</th><th>k-NN</th><th>linear probe</th><th>MLP probe</th><th>k-means ACC</th><th>NMI</th></tr>");
        foreach (var row in rows)
        {
            text.Append((bool?)row!["own"] == true ? "<tr class=\"best\">" : "<tr>")
                .Append("<td>").Append(Page.Text((string)row["name"]!)).Append("</td><td>").Append(row["dim"]).Append("</td>")
                .Append(Cell(row["knn"], "accuracy")).Append(Cell(row["linear"], "accuracy")).Append(Cell(row["mlp"], "accuracy"))
                .Append(Cell(row["clustering"]?["kmeans"]?["acc"], "value")).Append(Cell(row["clustering"]?["kmeans"]?["nmi"], "value")).Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static string FewLabels(JsonArray few)
    {
        var names = few[0]!["rows"]!.AsArray().Select(r => (string)r!["name"]!).ToList();
        var text = new StringBuilder("<div class=\"scroll\"><table><tr><th>features</th>");
        foreach (var count in few) text.Append("<th>").Append(count!["labels_per_class"]).Append(" per class</th>");
        text.Append("</tr>");
        for (var k = 0; k < names.Count; k++)
        {
            text.Append((bool?)few[0]!["rows"]![k]!["own"] == true ? "<tr class=\"best\">" : "<tr>").Append("<td>").Append(Page.Text(names[k])).Append("</td>");
            foreach (var count in few)
            {
                var row = count!["rows"]![k]!;
                var difference = row["difference"] is { } d
                    ? $" <small>{Signed(d)} [{Signed(row["difference_interval"]![0]!)}, {Signed(row["difference_interval"]![1]!)}]</small>"
                    : "";
                text.Append("<td>").Append(Page.Number(100 * (double)row["accuracy"]!, "F1")).Append(difference).Append("</td>");
            }

            text.Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static string Cell(JsonNode? result, string key) => result is null
        ? "<td>–</td>"
        : $"<td>{Page.Number(100 * (double)result[key]!, "F1")} <small>[{Page.Number(100 * (double)result["interval"]![0]!, "F1")}, {Page.Number(100 * (double)result["interval"]![1]!, "F1")}]</small></td>";

    private static string Signed(JsonNode value) => (100 * (double)value).ToString("+0.0;-0.0;0.0", System.Globalization.CultureInfo.InvariantCulture);
}
