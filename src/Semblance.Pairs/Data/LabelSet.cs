namespace Semblance.Pairs.Data;

/// <summary>Labels of a data set and the names of their classes.</summary>
/// <param name="Labels">Class of each sample, from 0; null without labels.</param>
/// <param name="Names">Names of the classes.</param>
/// <param name="Coarse">Coarser classes; null without.</param>
internal sealed record LabelSet(int[]? Labels, IReadOnlyList<string> Names, int[]? Coarse = null)
{
    internal static readonly LabelSet None = new(null, []);

    /// <summary>Labels given as words or numbers: numbers from 0 are kept, anything else becomes classes in sorted order.</summary>
    internal static LabelSet FromWords(IReadOnlyList<string> words)
    {
        var numbers = new int[words.Count];
        var areNumbers = true;
        for (var i = 0; i < numbers.Length && areNumbers; i++)
        {
            areNumbers = int.TryParse(words[i], System.Globalization.CultureInfo.InvariantCulture, out numbers[i]) && numbers[i] >= 0;
        }

        if (areNumbers && numbers.Length > 0)
        {
            return new LabelSet(numbers, [.. Enumerable.Range(0, numbers.Max() + 1).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        }

        string[] names = [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new LabelSet([.. words.Select(w => Array.BinarySearch(names, w, StringComparer.Ordinal))], names);
    }
}
