using System.Globalization;
using System.Text;

namespace Semblance.Bench;

/// <summary>The table of the documentation.</summary>
internal static class AdviceTable
{
    private const string Begin = "<!-- table: advice -->", End = "<!-- end of table -->";

    internal static string Of(IReadOnlyList<AdviceRow> rows, int draws)
    {
        var text = new StringBuilder("| task | labels | mean regret % | worst regret % | error advised | error default | error worst | accuracy % advised / default | forecast off by % | most often advised |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (var row in rows)
        {
            var often = row.Draws.GroupBy(d => d.Chosen).MaxBy(g => g.Count())!;
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Task} | {row.Labels} | {100 * row.Mean(d => d.Regret):0.0} | {100 * row.Draws.Max(d => d.Regret):0.0} | {row.Mean(d => d.Error):0.000} | {row.Mean(d => d.Default):0.000} | {row.Mean(d => d.Worst):0.000} | {100 * row.Mean(d => d.Accuracy):0} / {100 * row.Mean(d => d.DefaultAccuracy):0} | {100 * row.Mean(d => Math.Abs((d.Expected / d.Error) - 1)):0} | {often.Key} ({often.Count()} of {draws}) |\n"));
        }

        var better = rows.Count(r => r.Mean(d => d.Error) < r.Mean(d => d.Default));
        var tasks = rows.GroupBy(r => r.Task).ToList();
        var betterTasks = tasks.Count(t => t.Average(r => r.Mean(d => d.Error)) < t.Average(r => r.Mean(d => d.Default)));
        var all = rows.SelectMany(r => r.Draws).ToList();
        return text.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"\nOver all {all.Count} draws: mean regret {100 * all.Average(d => d.Regret):0.00}%, worst {100 * all.Max(d => d.Regret):0.0}%, largest mean of a row {100 * rows.Max(r => r.Mean(d => d.Regret)):0.0}%; better than VICReg 25/25/1 in {better} of {rows.Count} rows and {betterTasks} of {tasks.Count} tasks.\n")).ToString();
    }

    /// <summary>Puts the table between the marks of a page.</summary>
    internal static void Write(string page, string table)
    {
        var text = File.ReadAllText(page);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidOperationException($"'{page}' has no marks '{Begin}' and '{End}'");
        File.WriteAllText(page, string.Concat(text.AsSpan(0, from + Begin.Length), "\n", table, text.AsSpan(to)));
    }
}
