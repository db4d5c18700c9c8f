using Semblance.Errors;

namespace Semblance.Cli.Shell;

/// <summary>Reads the words that stand for the values of an enumeration.</summary>
internal static class Words
{
    /// <param name="kind">What it is, for messages: <c>layer</c>.</param>
    /// <param name="word">The word, in lower case.</param>
    /// <exception cref="RequestException">Another word; the message suggests the nearest.</exception>
    public static T Of<T>(string kind, string word)
        where T : struct, Enum
    {
        var known = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        return known.Contains(word) ? Enum.Parse<T>(word, ignoreCase: true) : throw Suggestion.Unknown(kind, word, known);
    }
}
