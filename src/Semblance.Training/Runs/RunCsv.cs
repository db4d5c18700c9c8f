using System.Globalization;
using System.Text;
using Semblance.Pairs;

namespace Semblance.Training.Runs;

/// <summary>The CSV files of a run folder, one row per epoch; an empty cell where nothing was measured.</summary>
internal static class RunCsv
{
    internal static string Metrics(IReadOnlyList<EpochRecord> epochs)
    {
        var terms = epochs.SelectMany(e => e.Terms.Keys).Distinct().ToList();
        var text = new StringBuilder("epoch,step,loss,");
        foreach (var term in terms) text.Append(term).Append(',');
        text.Append("learning_rate,knn,rankme,embedding_rankme\n");
        foreach (var e in epochs)
        {
            var cells = new List<double?> { e.Loss };
            cells.AddRange(terms.Select(t => e.Terms.TryGetValue(t, out var v) ? v : (double?)null));
            cells.AddRange([e.LearningRate, e.Knn, e.RankMe, e.EmbeddingRankMe]);
            text.Append(CultureInfo.InvariantCulture, $"{e.Epoch},{e.Step},{string.Join(',', cells.Select(Cell))}\n");
        }

        return text.ToString();
    }

    internal static string Timings(IReadOnlyList<EpochRecord> epochs) =>
        "epoch,images_per_s,data_wait\n" + string.Concat(epochs.Select(e =>
            string.Create(CultureInfo.InvariantCulture, $"{e.Epoch},{e.ImagesPerSecond:F2},{e.DataWait:F4}\n")));

    internal static string Skipped(IReadOnlyList<SkippedSample> skipped) =>
        "file,reason\n" + string.Concat(skipped.Select(s => $"{Quoted(s.File)},{Quoted(s.Reason)}\n"));

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Cell(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "";
}
