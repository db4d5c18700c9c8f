using System.CommandLine;
using Semblance.Options;

namespace Semblance.Cli.Shell;

/// <summary>Command-line options made from the options a record declares, so that each is written down once.</summary>
internal sealed class RecordOptions
{
    private readonly List<Option<string?>> _options;

    /// <param name="record">A record whose properties carry <see cref="OptionAttribute"/>.</param>
    /// <param name="except">Names that the verb or all verbs have already.</param>
    public RecordOptions(Type record, params string[] except) => _options =
    [
        .. OptionSet.Describe(record).Where(o => !except.Contains(o.Name)).Select(o => Flags.OptionalText("--" + o.Name, Meaning(o), Word(o))),
    ];

    public IReadOnlyList<Symbol> Symbols => _options;

    /// <summary>Name and text of each option the user gave.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values(Session session) =>
        _options.Where(session.Has).Select(o => KeyValuePair.Create(o.Name[2..], session.Get(o)!));

    private static string Meaning(OptionDescription option)
    {
        var meaning = char.ToUpperInvariant(option.Meaning[0]) + option.Meaning[1..].TrimEnd('.');
        var range = option.Range is "a text" or "a text, or none" or "a number" or "an integer" ? "" : $"; {option.Range}";
        var unit = option.Unit.Length > 0 ? $", in {option.Unit}" : "";
        return $"{meaning}{range}{unit}.{(string.IsNullOrEmpty(option.Default) ? "" : $" Default: {option.Default}.")}";
    }

    private static string Word(OptionDescription option) => option.Type switch { "number" => "X", "integer" => "N", "switch" => "true|false", _ => "WORD" };
}
