namespace Semblance.Insight.Evaluation;

/// <summary>Random parts of the training rows.</summary>
internal static class Splits
{
    /// <summary>The numbers 0..count-1 in random order.</summary>
    internal static int[] Shuffled(int count, Random random)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        random.Shuffle(order);
        return order;
    }

    /// <summary>Rows to fit and rows to select on, both in random order.</summary>
    /// <param name="rows">Number of training rows, at least 2.</param>
    /// <param name="classes">Class of each row, of which each keeps its first drawn row for fitting; null without classes.</param>
    /// <param name="share">Share of validation rows.</param>
    /// <param name="seed">Seed.</param>
    internal static (int[] Fit, int[] Validation) Validation(int rows, int[]? classes, double share, int seed)
    {
        var wanted = Math.Clamp((int)Math.Round(share * rows), 1, rows - 1);
        var seen = new HashSet<int>();
        List<int> fit = [], validation = [];
        foreach (var row in Shuffled(rows, new Random(seed)))
        {
            var isFirst = seen.Add(classes is null ? 0 : classes[row]);
            (isFirst || validation.Count == wanted ? fit : validation).Add(row);
        }

        return ([.. fit], [.. validation]);
    }
}
