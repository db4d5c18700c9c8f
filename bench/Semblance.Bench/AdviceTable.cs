using System.Globalization;
using System.Text;

namespace Semblance.Bench;

/// <summary>The table of the documentation.</summary>
internal static class AdviceTable
{
    private const string End = "<!-- end of table -->";

    internal static string Of(IReadOnlyList<AdviceRow> rows, int draws)
    {
        var text = new StringBuilder("| task | labels | regret %, mean / worst | of what is trained, mean / worst | error advised | trained | error default | error worst | accuracy % advised / default | forecast off by % | most often advised |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (var row in rows)
        {
            var often = row.Draws.GroupBy(d => d.Chosen).MaxBy(g => g.Count())!;
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Task} | {row.Labels} | {100 * row.Mean(d => d.Regret):0.0} / {100 * row.Draws.Max(d => d.Regret):0.0} | {100 * row.Mean(d => d.TrainedRegret):0.0} / {100 * row.Draws.Max(d => d.TrainedRegret):0.0} | {row.Mean(d => d.Error):0.000} | {row.Mean(d => d.Trained):0.000} | {row.Mean(d => d.Default):0.000} | {row.Mean(d => d.Worst):0.000} | {100 * row.Mean(d => d.Accuracy):0} / {100 * row.Mean(d => d.DefaultAccuracy):0} | {100 * row.Mean(d => Math.Abs((d.Expected / d.Error) - 1)):0} | {often.Key} ({often.Count()} of {draws}) |\n"));
        }

        var better = rows.Count(r => r.Mean(d => d.Error) < r.Mean(d => d.Default));
        var tasks = rows.GroupBy(r => r.Task).ToList();
        var betterTasks = tasks.Count(t => t.Average(r => r.Mean(d => d.Error)) < t.Average(r => r.Mean(d => d.Default)));
        var trained = rows.Count(r => r.Mean(d => d.Trained) <= r.Mean(d => d.Default));
        var trainedTasks = tasks.Count(t => t.Average(r => r.Mean(d => d.Trained)) < t.Average(r => r.Mean(d => d.Default)));
        var all = rows.SelectMany(r => r.Draws).ToList();
        return text.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"\nOver all {all.Count} draws: mean regret {100 * all.Average(d => d.Regret):0.00}%, worst {100 * all.Max(d => d.Regret):0.0}%, largest mean of a row {100 * rows.Max(r => r.Mean(d => d.Regret)):0.0}%; better than VICReg 25/25/1 in {better} of {rows.Count} rows and {betterTasks} of {tasks.Count} tasks. Of what is trained without labels, features and labels alone left out: mean regret {100 * all.Average(d => d.TrainedRegret):0.00}%, worst {100 * all.Max(d => d.TrainedRegret):0.0}%, {all.Count(d => d.Regret > 0.2)} and {all.Count(d => d.TrainedRegret > 0.2)} draws above 20%; at least as good as the default in {trained} of {rows.Count} rows, better in {trainedTasks} of {tasks.Count} tasks.\n")).ToString();
    }

    /// <summary>Puts the table between the marks of a page.</summary>
    internal static void Write(string page, string table, string name)
    {
        var begin = $"<!-- table: {name} -->";
        var text = File.ReadAllText(page);
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(End, from, StringComparison.Ordinal);
        if (to < 0) throw new InvalidOperationException($"'{page}' has no marks '{begin}' and '{End}'");
        File.WriteAllText(page, string.Concat(text.AsSpan(0, from + begin.Length), "\n", table, text.AsSpan(to)));
    }
}
