using Semblance.Files;
using Semblance.Insight.Generation;
using Semblance.Insight.Style;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Report;

/// <summary>One self-contained HTML page about a run: curves, views, spectrum, map, neighbours and the table of results.</summary>
public static class RunReport
{
    private const int MapRows = 2000;

    /// <summary>Writes the page.</summary>
    /// <param name="folder">A run with at least one finished epoch.</param>
    /// <param name="path">Where to write it.</param>
    /// <param name="dataRoot">Folder to look for data in first; null for the usual places.</param>
    /// <param name="device">Where to compute features.</param>
    /// <exception cref="Errors.RequestException">The run has no weights, or its data cannot be found.</exception>
    /// <exception cref="Errors.RunException">The page cannot be written.</exception>
    public static void Write(RunFolder folder, string path, string? dataRoot, Device device)
    {
        var config = folder.ReadConfig();
        var request = TestOrTrain(config, dataRoot);
        using var model = RunModel.Load(folder);
        var representation = model.Embed(request, FeatureLayer.Representation, device);
        var embedding = model.Embed(request, FeatureLayer.Embedding, device);
        using var data = DataSets.Open(request);
        var evaluation = EvaluationFile.TryRead(folder);

        var page = new Page($"Semblance: {folder.Name}");
        page.Html(Heading.Html(folder, config, evaluation));
        if (evaluation is not null) page.Html(ResultTables.Html(evaluation)).Html(StyleCard.Html(evaluation)).Html(OptimumCard.Html(evaluation));
        page.Row(History.Loss(folder.ReadEpochs()), History.Quality(folder.ReadEpochs()));
        page.Html(MonitorCard.Html(folder.ReadStart(), folder.ReadEpochs()));
        page.Html(AuditCard.Html(Audit.AuditJson.TryRead(folder)));
        if (data.Shape.IsImage) page.Html(Pictures.Views(data, ViewPlan.FromYaml(folder.ReadViews()), config));
        page.Html(GaugeCard.Html(folder.ReadEpochs()));
        page.Html(RunGeneration.Card(folder, new GenerationOptions { DataRoot = dataRoot }));
        page.Row(Spectrum.Html(representation, embedding), Map(representation));
        if (data.Shape.IsImage) page.Html(Pictures.Neighbours(data, representation));
        AtomicFile.WriteText(path, page.ToString());
    }

    /// <summary>The test part where the data set has one, the whole of it elsewhere.</summary>
    internal static DataRequest TestOrTrain(TrainConfig config, string? dataRoot)
    {
        var test = config.Request(Split.Test, dataRoot);
        return DataSets.HasSplit(test) ? test : config.Request(Split.Train, dataRoot);
    }

    private static string Map(RunFeatures features)
    {
        var rows = Math.Min(MapRows, features.Rows);
        if (rows < 10) return "";
        var places = Maps.NeighbourMap.Of(features.Values[..(rows * features.Dim)], rows);
        var names = features.ClassNames.Count > 0 ? features.ClassNames : [.. Enumerable.Range(0, (int)(features.Labels?.Max() ?? 0) + 1).Select(k => $"class {k}")];
        var dots = Enumerable.Range(0, rows).Select(k =>
        {
            var label = (int)(features.Labels?[k] ?? 0);
            return (places[2 * k], places[2 * k + 1], label, features.Labels is null ? $"row {k}" : $"{names[label]}, row {k}");
        }).ToList();
        return Page.Card(
            "Map of the representation",
            $"The first {rows} test samples, neighbours side by side (t-SNE on cosine distances). Colours are the labels, which training never saw. Distances between far groups mean nothing.",
            Chart.Dots(dots, Palette.Classes, features.Labels is null ? [] : names));
    }
}
