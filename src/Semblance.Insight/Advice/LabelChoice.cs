using Semblance.Errors;

namespace Semblance.Insight.Advice;

/// <summary>Which labelled rows are used, and which the forecast is checked on.</summary>
/// <param name="Used">Row numbers, ascending; empty when there are too few to tell anything.</param>
/// <param name="Checked">Row numbers, ascending; empty when nothing is checked.</param>
/// <param name="Known">Labelled rows there are in all.</param>
internal sealed record LabelChoice(int[] Used, int[] Checked, int Known)
{
    /// <summary>Fewer labels than this tell nothing.</summary>
    internal const int Fewest = 10;

    private const int MostChecked = 5000;

    /// <summary>Chooses rows.</summary>
    /// <param name="labels">Class of each row, negative where unknown; null without.</param>
    /// <param name="split">0 for rows to learn from, 1 for rows to check on; null when all are to learn from.</param>
    /// <param name="options">How many, seed, whether to check.</param>
    /// <exception cref="RequestException">Labels of one class only, or nothing left to check on.</exception>
    internal static LabelChoice Of(IReadOnlyList<int>? labels, IReadOnlyList<int>? split, AdviceOptions options)
    {
        var known = labels is null ? [] : Enumerable.Range(0, labels.Count).Where(i => labels[i] >= 0).ToArray();
        var own = split is null ? known : [.. known.Where(i => split[i] == 0)];
        if (own.Length < Fewest) return new LabelChoice([], [], own.Length);
        var order = own.ToArray();
        new Random(unchecked((int)options.Seed) ^ 0x5eed).Shuffle(order);
        var used = order.Take(options.UseLabels).Order().ToArray();
        if (used.Select(i => labels![i]).Distinct().Count() < 2)
        {
            throw new RequestException("the labels are all of one class", $"all {used.Length} labelled rows that are used have label {labels![used[0]]}", "give labels of at least two classes, or none: the pairs are then described without them");
        }

        var rest = split is null ? order.Skip(options.UseLabels) : known.Where(i => split[i] == 1);
        var check = options.Check || split is not null ? rest.Take(MostChecked).Order().ToArray() : [];
        if (options.Check && check.Length < Fewest)
        {
            throw new RequestException("there are no labelled rows left to check the forecast on", $"{known.Length} rows are labelled, {used.Length} of them are used", "use fewer with --use-labels, give a --split, or leave --check out");
        }

        return new LabelChoice(used, check, own.Length);
    }
}
