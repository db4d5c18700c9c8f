using System.Text;
using Semblance.Pairs;
using Semblance.Pairs.Neighbours;
using Semblance.Training;

namespace Semblance.Insight.Report;

/// <summary>What the network sees, and what it holds to be alike.</summary>
internal static class Pictures
{
    private const int Samples = 12, Queries = 10, Found = 12, Edge = 56;

    /// <summary>Some samples with two views each, exactly as training draws them.</summary>
    internal static string Views(DataSet data, ViewPlan plan, TrainConfig config)
    {
        var options = new LoaderOptions { Batch = Math.Min(Samples, data.Count), Views = 2, Seed = config.Seed, Shuffle = true, DropLast = false };
        using var loader = new ViewLoader(data, plan, PairSources.Named(config.Pairs == "same-label" ? config.Pairs : "augmentation", data), options);
        using var batch = loader.Epoch(0).First();
        var html = new StringBuilder("<div class=\"tiles\">");
        for (var k = 0; k < batch.Count; k++)
        {
            html.Append("<figure><div class=\"pair\">").Append(Original(data, batch.Indices[k]));
            for (var v = 0; v < 2; v++) html.Append(Image(View(batch.View(v), k, plan, plan.Output.Channels - data.AppendedChannels), plan.Output.Width, plan.Output.Height, plan.Output.Channels - data.AppendedChannels));
            html.Append("</div><figcaption>").Append(Page.Text(ClassOf(data, batch.Indices[k]))).Append("</figcaption></figure>");
        }

        return Page.Card("Views that belong together", "Each group: the image, then two views of it as training draws them. What differs between them is what the representation learns to ignore.", html.Append("</div>").ToString());
    }

    /// <summary>Nearest neighbours of some samples by cosine of their representations; those of another class are framed.</summary>
    internal static string Neighbours(DataSet data, RunFeatures features)
    {
        var queries = ChooseQueries(features);
        var query = queries.SelectMany(q => features.Values.AsSpan(q * features.Dim, features.Dim).ToArray()).ToArray();
        var table = NearestNeighbours.Search(features.Values, query, features.Dim, Math.Min(Found + 1, features.Rows), Metric.Cosine);
        var html = new StringBuilder("<div class=\"neighbours\">");
        for (var q = 0; q < queries.Count; q++)
        {
            html.Append("<figure style=\"margin:0\">").Append(Original(data, queries[q])).Append("</figure><div class=\"strip\">");
            foreach (var index in Enumerable.Range(0, table.K).Select(k => table.Indices[q * table.K + k]).Where(i => i != queries[q]).Take(Found))
            {
                var isOther = features.Labels is not null && features.Labels[index] != features.Labels[queries[q]];
                html.Append(isOther ? "<span class=\"wrong\">" : "<span>").Append(Original(data, index)).Append("</span>");
            }

            html.Append("</div>");
        }

        return Page.Card("Nearest neighbours", "Left a test image, then its nearest test images by cosine of the representation. Framed in red: another class.", html.Append("</div>").ToString());
    }

    /// <summary>The first sample of each class, or the first samples where there are no labels.</summary>
    private static List<int> ChooseQueries(RunFeatures features) => features.Labels is null
        ? [.. Enumerable.Range(0, Math.Min(Queries, features.Rows))]
        : [.. features.Labels.Select((label, row) => (label, row)).GroupBy(p => p.label).OrderBy(g => g.Key).Select(g => g.First().row).Take(Queries)];

    private static string Original(DataSet data, int index)
    {
        var buffer = new PixelBuffer();
        data.ReadPixels(index, buffer);
        return Image(buffer.Pixels.Span[..(buffer.Size.Width * buffer.Size.Height * buffer.Channels)], buffer.Size.Width, buffer.Size.Height, buffer.Channels, ClassOf(data, index));
    }

    /// <summary>The picture of a view, without channels that a design appended.</summary>
    private static byte[] View(ReadOnlySpan<float> views, int row, ViewPlan plan, int channels)
    {
        var shape = plan.Output;
        var area = shape.Height * shape.Width;
        var pixels = new byte[area * channels];
        for (var c = 0; c < channels; c++)
        {
            for (var p = 0; p < area; p++)
            {
                var value = views[row * shape.Count + c * area + p] * plan.Normalisation.Std[c] + plan.Normalisation.Mean[c];
                pixels[p * channels + c] = (byte)Math.Clamp(Math.Round(value * 255), 0, 255);
            }
        }

        return pixels;
    }

    private static string Image(ReadOnlySpan<byte> pixels, int width, int height, int channels, string title = "") =>
        $"<img width=\"{Edge}\" height=\"{Edge}\" alt=\"{Page.Text(title)}\" title=\"{Page.Text(title)}\" src=\"{Png.DataUri(pixels, width, height, channels)}\">";

    private static string ClassOf(DataSet data, int index) =>
        data.Labels is null ? $"row {index}" : data.ClassNames.Count > 0 ? data.ClassNames[data.Labels[index]] : $"class {data.Labels[index]}";
}
