namespace Semblance.Errors;

/// <summary>Finds the known word that a mistyped one most likely meant.</summary>
public static class Suggestion
{
    /// <summary>The nearest known word, or null when none is near enough to be meant.</summary>
    /// <param name="word">The word that was given.</param>
    /// <param name="known">The words that would have been right.</param>
    /// <remarks>Damerau-Levenshtein distance without regard to case; near enough is a third of the longer word, at least one edit.</remarks>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var best = known
            .Select(k => (Word: k, Distance: Distance(word.ToLowerInvariant(), k.ToLowerInvariant())))
            .OrderBy(p => p.Distance)
            .ThenBy(p => p.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, Math.Max(word.Length, best.Word.Length) / 3) ? best.Word : null;
    }

    /// <summary>The complaint about an unknown name, with a suggestion where one is near and the list of known names.</summary>
    /// <param name="kind">What is named: <c>method</c>, <c>encoder</c>, <c>option</c>.</param>
    /// <param name="word">The unknown name.</param>
    /// <param name="known">The known names.</param>
    /// <param name="where">A command that lists them: <c>semblance methods</c>; null when there is none.</param>
    public static RequestException Unknown(string kind, string word, IEnumerable<string> known, string? where = null)
    {
        var names = known.ToList();
        var nearest = Nearest(word, names);
        var remedy = nearest is null ? "use one of these" : $"did you mean '{nearest}'?";
        return new RequestException(
            $"unknown {kind} '{word}'",
            $"known are {string.Join(", ", names)}",
            where is null ? remedy : $"{remedy} `{where}` lists them");
    }

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
