using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Semblance.Insight.Report;

namespace Semblance.Insight.Style;

/// <summary>The content and style scorecard of a run's page, from evaluation.json.</summary>
internal static class StyleCard
{
    /// <summary>Things of style that are listed one by one.</summary>
    private const int Shown = 8;

    /// <summary>The card; empty where style was not evaluated.</summary>
    internal static string Html(JsonObject evaluation)
    {
        if (evaluation["style"]?["layers"] is not JsonArray { Count: > 0 } layers) return "";
        return Page.Card(
            "Content and style of every layer",
            "Content: classifiers on the samples. Style: what the augmentations drew (or attributes), read by a linear map from one augmented view, in per cent or as R2; small print: chance. "
                + "Decoded: squared error of pictures that a decoder fitted to the frozen features gives back, of samples and of views, beside that of the mean picture. Marked: the layer that downstream tasks use.",
            Table(layers) + Plane(layers) + Model(layers));
    }

    private static string Table(JsonArray layers)
    {
        var names = layers[0]!["style"]!.AsArray().Select(s => (string)s!["name"]!).ToList();
        var listed = names.Count <= Shown ? names : [];
        var text = new StringBuilder("<div class=\"scroll\"><table><tr><th>layer</th><th>size</th><th>linear</th><th>MLP</th><th>k-NN</th><th>GMM</th>");
        foreach (var name in listed) text.Append("<th>").Append(Page.Text(name)).Append("</th>");
        text.Append("<th>style above chance</th><th>decoded</th><th>views decoded</th></tr>");
        foreach (var layer in layers)
        {
            var content = layer!["content"];
            text.Append((bool)layer["own"]! ? "<tr class=\"best\">" : "<tr>").Append("<td>").Append(Page.Text((string)layer["name"]!)).Append("</td><td>").Append(layer["dim"]).Append("</td>")
                .Append(Percent(content?["linear"]?["accuracy"])).Append(Percent(content?["mlp"]?["accuracy"])).Append(Percent(content?["knn"]?["accuracy"])).Append(Percent(content?["clustering"]?["gmm"]?["acc"]?["value"]));
            for (var k = 0; k < listed.Count; k++) text.Append(Score(layer["style"]![k]!));
            text.Append(Percent(layer["mean_style"])).Append(Decoded(layer["reconstruction"])).Append(Decoded(layer["view_reconstruction"])).Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static string Score(JsonNode score) => (string)score["kind"]! == "accuracy"
        ? $"<td>{Number(100 * (double)score["score"]!, "F1")} <small>{Number(100 * (double)score["chance"]!, "F1")}</small></td>"
        : $"<td>{Number((double)score["score"]!, "F2")}</td>";

    private static string Decoded(JsonNode? reconstruction) => reconstruction is null
        ? "<td>–</td>"
        : $"<td>{Number((double)reconstruction["error"]!, "F4")} <small>{Number((double)reconstruction["mean_error"]!, "F4")}</small></td>";

    /// <summary>Content to the right, style upwards: one dot for each layer.</summary>
    private static string Plane(JsonArray layers)
    {
        var dots = layers.Where(l => l!["mean_style"] is not null && l["content"]?["linear"] is not null)
            .Select((l, k) => new Curve((string)l!["name"]!, Palette.Classes[k % Palette.Classes.Count], [(100 * (double)l["content"]!["linear"]!["accuracy"]!, 100 * (double)l["mean_style"]!)]) { Style = CurveStyle.Dots })
            .ToList();
        return dots.Count < 2 ? "" : $"<div style=\"max-width:560px\">{Chart.Lines(dots, "content: linear probe, %", "style above chance, %")}</div>";
    }

    private static string Model(JsonArray layers)
    {
        var own = layers.FirstOrDefault(l => (bool)l!["own"]!)?["model"];
        if (own?["correlation"] is null) return "";
        var temperature = own["temperature"] is { } t ? $"; as a softmax over cosines this is a temperature of {Number((double)t, "G3")}" : "";
        var information = own["mutual_information"] is { } i ? $", {Number((double)i, "F3")} nats of mutual information in each dimension" : "";
        return $"<p>The model of self-supervised learning, fitted to the marked layer: views of a sample scatter with variance {Number((double)own["within"]!, "G3")} about contents of variance {Number((double)own["between"]!, "G3")}; "
            + $"two views correlate by {Number((double)own["correlation"]!, "F3")}{information}{temperature}.</p>";
    }

    private static string Percent(JsonNode? value) => value is null ? "<td>–</td>" : $"<td>{Number(100 * (double)value, "F1")}</td>";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
