using System.CommandLine;
using Semblance.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Semblance.Cli.Shell;

/// <summary>A YAML file of options. A key that is an option of the verb stands for it; any other key is an option of the method.
/// What stands on the command line wins.</summary>
internal static class ConfigFile
{
    /// <summary>The command line with the file's values added.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arguments">The command line as it was given.</param>
    /// <param name="parsed">The same, parsed.</param>
    /// <exception cref="RequestException">No such file, or it is no mapping of names to values.</exception>
    public static IReadOnlyList<string> Expand(string path, IReadOnlyList<string> arguments, ParseResult parsed)
    {
        var known = parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options).ToDictionary(o => o.Name);
        var added = new List<string>();
        foreach (var (name, values) in Read(path))
        {
            if (known.TryGetValue("--" + name, out var option) && name != "set")
            {
                if (parsed.GetResult(option) is not { Implicit: false }) added.AddRange(Tokens(option, values));
            }
            else
            {
                added.Add("--set");
                added.Add($"{name}={string.Join(",", values)}");
            }
        }

        // The verb stands first; values of the file before the rest, so that a later --set of the same name wins.
        var verb = arguments.ToList().IndexOf(parsed.CommandResult.IdentifierToken.Value);
        return [.. arguments.Take(verb + 1), .. added, .. arguments.Skip(verb + 1)];
    }

    private static IEnumerable<string> Tokens(Option option, IReadOnlyList<string> values)
    {
        if (option.Arity.MaximumNumberOfValues > 0) return [option.Name, .. values];
        return values is ["true"] ? [option.Name] : [];
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Read(string path)
    {
        if (!File.Exists(path)) throw new RequestException($"cannot read '{path}'", "there is no such file", "check the path given to --config");
        var stream = new YamlStream();
        try
        {
            using var reader = File.OpenText(path);
            stream.Load(reader);
        }
        catch (YamlException e)
        {
            throw new RequestException($"'{path}' is not YAML", $"line {e.Start.Line}: {e.Message}", "write one 'name: value' a line");
        }

        if (stream.Documents.Count == 0) return [];
        return stream.Documents[0].RootNode is YamlMappingNode map
            ? map.Children.SelectMany(c => Flatten(path, c.Key.ToString(), c.Value))
            : throw new RequestException($"'{path}' holds no options", "its top is not a mapping", "write one 'name: value' a line");
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Flatten(string path, string name, YamlNode node) => node switch
    {
        YamlScalarNode scalar => [new(name, [scalar.Value ?? ""])],
        YamlSequenceNode list when list.All(n => n is YamlScalarNode) => [new(name, [.. list.Select(n => n.ToString())])],
        YamlMappingNode map when name == "set" => map.Children.SelectMany(c => Flatten(path, c.Key.ToString(), c.Value)),
        _ => throw new RequestException($"'{path}' has a nested value", $"'{name}' is neither a value nor a list", "only 'set' may hold names below it"),
    };
}
