using Semblance.Errors;
using Semblance.Objectives;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Cli.Shell;

/// <summary>Reads the words that stand for the values of an enumeration.</summary>
internal static class Words
{
    /// <summary>The word for the layer that downstream tasks use.</summary>
    public const string Own = "own";

    /// <summary>What the layer option means, for help texts.</summary>
    public const string Layers = "representation (before the head), embedding (after it), or own: what downstream tasks use, which is the embedding (mean of the posterior) for generative methods and the representation for all others.";

    /// <param name="kind">What it is, for messages: <c>layer</c>.</param>
    /// <param name="word">The word, in lower case.</param>
    /// <exception cref="RequestException">Another word; the message suggests the nearest.</exception>
    public static T Of<T>(string kind, string word)
        where T : struct, Enum
    {
        var known = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        return known.Contains(word) ? Enum.Parse<T>(word, ignoreCase: true) : throw Suggestion.Unknown(kind, word, known);
    }

    /// <summary>A layer of a run's network; <c>own</c> is the one that downstream tasks use.</summary>
    /// <param name="word">own, representation or embedding.</param>
    /// <param name="folder">The run.</param>
    public static FeatureLayer Layer(string word, RunFolder folder) => word == Own ? OwnFeatures.Of(Methods.Named(folder.ReadConfig().Method)) : Of<FeatureLayer>("layer", word);
}
