using System.CommandLine;
using Semblance.Errors;

namespace Semblance.Cli.Shell;

/// <summary>The options by which verbs choose the options of a method.</summary>
internal sealed class MethodOptions
{
    public const string ConfigName = "--config";

    public Option<string[]> Set { get; } = Flags.Repeated("--set", "An option of the method; `semblance methods NAME` lists them. May be repeated.", "NAME=VALUE");

    public Option<string?> Config { get; } = Flags.OptionalText(ConfigName, "A YAML file of options of the verb and of the method; the command line wins.", "FILE.yaml");

    public IReadOnlyList<Symbol> Symbols => [Set, Config];

    /// <summary>The values, a later one of the same name instead of an earlier one.</summary>
    /// <exception cref="RequestException">A word without an equals sign.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Values(Session session)
    {
        var values = new Dictionary<string, string>();
        foreach (var text in session.Get(Set)!)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new RequestException("option --set has a bad value", $"got '{text}'", "write --set name=value");
            values[text[..at]] = text[(at + 1)..];
        }

        return [.. values];
    }
}
