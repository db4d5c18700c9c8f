using System.Text;
using System.Text.Json.Nodes;

namespace Semblance.Insight.Report;

/// <summary>How near the run came to the best its method allows, from evaluation.json.</summary>
internal static class OptimumCard
{
    internal static string Html(JsonObject evaluation)
    {
        if (evaluation["optimum"] is not JsonObject optimum) return "";
        var (loss, head, input) = ((double)optimum["loss"]!, (double)optimum["optimum"]!, (double)optimum["input_optimum"]!);
        var surrogate = (string?)optimum["surrogate"];
        var text = new StringBuilder("<div class=\"numbers\">");
        Number(text, "loss of the embedding", loss);
        Number(text, "optimum of a linear head on the representation", head);
        Number(text, "optimum of a linear encoder of the input", input);
        text.Append("</div>");
        text.Append(Chart.Lines(
            [new Curve("representation", Palette.First, Points(optimum["spectrum"]!)), new Curve("embedding", Palette.Second, Points(optimum["embedding_spectrum"]!))],
            new ChartAxes("direction", "correlation of two views", LogX: true)));
        return Page.Card(
            "Loss and optimum",
            $"The same views of {(int)optimum["samples"]!} training samples, from moments, {(int)optimum["dim"]!} dimensions; lower is better."
            + (surrogate is null ? "" : $" This method has no closed form; shown is {surrogate}, at the best scale of the embedding.")
            + " A loss far above the first optimum says that the head wastes what the representation holds; a head with hidden layers may also fall below it. Curves: how alike two views of a sample are along each direction, most alike first.",
            text.ToString());
    }

    private static void Number(StringBuilder text, string name, double value) =>
        text.Append("<div><b>").Append(Page.Number(value, "G4")).Append("</b><span>").Append(name).Append("</span></div>");

    private static List<(double X, double Y)> Points(JsonNode spectrum) =>
        [.. spectrum.AsArray().Select((rho, k) => (k + 1.0, Math.Clamp((double)rho!, -1, 1)))];
}
