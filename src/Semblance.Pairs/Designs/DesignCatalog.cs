using System.Text.RegularExpressions;
using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Pairs.Designs;

/// <summary>The designs that can be put on a data set: <c>fashion-mnist+coarse+bits:count=8</c>. Each knows what it put into every sample.</summary>
/// <remarks>They plant the two failures of Xue et al. (2023) where they can be seen: classes that hide subclasses, and an easy attribute beside the wanted ones.</remarks>
public static class DesignCatalog
{
    internal static readonly IReadOnlyList<DesignKind> All = [CoarseData.Kind, BitsData.Kind, WatermarkData.Kind, GlyphData.Kind];

    private static readonly Regex KnownWord = new($"\\+({string.Join('|', All.Select(k => k.Name))})(?=[:+]|$)", RegexOptions.CultureInvariant);

    /// <summary>Every design: name, meaning, source and options.</summary>
    public static IReadOnlyList<DesignDescription> Known => [.. All.Select(k => new DesignDescription(k.Name, k.Meaning, k.Source, OptionSet.Describe(k.Options)))];

    /// <summary>A name of a data set in which one option of a design has another value; null when the design is not on it.</summary>
    /// <param name="data">The name with its designs.</param>
    /// <param name="design">The design.</param>
    /// <param name="option">Its option.</param>
    /// <param name="value">The new value.</param>
    public static string? With(string data, string design, string option, string value)
    {
        var (name, designs) = Split(data);
        var place = designs.ToList().FindIndex(d => d.Split(':')[0] == design);
        if (place < 0) return null;
        var kept = designs[place].Split(':', 2).Skip(1).SelectMany(o => o.Split(',')).Where(o => !o.StartsWith(option + "=", StringComparison.Ordinal));
        var changed = $"{design}:{string.Join(',', kept.Append($"{option}={value}"))}";
        return string.Join('+', designs.Select((d, k) => k == place ? changed : d).Prepend(name));
    }

    /// <summary>The name of the data set without its designs, and the designs in order.</summary>
    /// <remarks>A <c>+</c> in a path begins a design only where the word after it is one; in other names every <c>+</c> does.</remarks>
    internal static (string BaseName, IReadOnlyList<string> Designs) Split(string name)
    {
        var isPath = name.StartsWith("folder:", StringComparison.Ordinal) || name.StartsWith("npy:", StringComparison.Ordinal) || name.StartsWith("csv:", StringComparison.Ordinal);
        var first = isPath ? KnownWord.Match(name) is { Success: true } match ? match.Index : -1 : name.IndexOf('+', StringComparison.Ordinal);
        return first < 0 ? (name, []) : (name[..first], name[(first + 1)..].Split('+'));
    }

    /// <summary>Puts designs on a data set, which then belongs to the result.</summary>
    /// <exception cref="RequestException">An unknown design or option, or a design that does not fit the data.</exception>
    internal static DataSet Apply(DataSet data, string baseName, IReadOnlyList<string> designs, Split split)
    {
        if (designs.Count > DesignPlace.Most) throw new RequestException("too many designs", $"got {designs.Count}", $"chain at most {DesignPlace.Most}");
        var name = baseName;
        for (var k = 0; k < designs.Count; k++)
        {
            var (word, values) = OptionSet.Parse(designs[k], "design");
            var kind = All.FirstOrDefault(d => d.Name == word) ?? throw Suggestion.Unknown("design", word, All.Select(d => d.Name), "semblance datasets");
            name = $"{name}+{designs[k]}";
            data = kind.Create(OptionSet.Read(kind.Options, values, $"design '{word}'"), data, new DesignPlace(name, baseName, split, k));
        }

        return data;
    }
}
