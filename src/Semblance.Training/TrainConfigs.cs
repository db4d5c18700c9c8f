using Semblance.Errors;
using Semblance.Objectives;
using Semblance.Options;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Semblance.Training;

/// <summary>Makes configs from names and texts: presets, YAML files, command line.</summary>
public static class TrainConfigs
{
    private const string Folder = "Semblance.Training.Presets.";

    /// <summary>Names of the presets that come with the program.</summary>
    public static IReadOnlyList<string> Presets { get; } = [.. typeof(TrainConfigs).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
        .Select(n => Path.GetFileNameWithoutExtension(n[Folder.Length..]))
        .Order(StringComparer.Ordinal)];

    /// <summary>The values of a preset.</summary>
    /// <exception cref="RequestException">There is no such preset.</exception>
    public static IReadOnlyDictionary<string, string> Preset(string name)
    {
        if (!Presets.Contains(name)) throw Suggestion.Unknown("preset", name, Presets);
        using var stream = typeof(TrainConfigs).Assembly.GetManifestResourceStream($"{Folder}{name}.yaml")!;
        using var reader = new StreamReader(stream);
        return Parse(reader, $"preset '{name}'");
    }

    /// <summary>The values of a YAML file: one mapping from option names to single values.</summary>
    /// <exception cref="RequestException">There is no such file, or it is no such mapping.</exception>
    public static IReadOnlyDictionary<string, string> File(string path)
    {
        if (!System.IO.File.Exists(path)) throw new RequestException($"cannot read config '{path}'", "there is no such file", "check --config");
        using var reader = new StreamReader(path);
        return Parse(reader, $"config '{path}'");
    }

    /// <summary>A config from values that may name options of training and of the chosen method.</summary>
    /// <param name="values">Option names and texts; for a name given twice the last counts.</param>
    /// <exception cref="RequestException">An unknown method or option, or a value out of range.</exception>
    public static TrainConfig From(IEnumerable<KeyValuePair<string, string>> values)
    {
        var last = new Dictionary<string, string>();
        foreach (var (name, value) in values) last[name] = value;
        var own = OptionSet.Describe(typeof(TrainConfig)).Select(o => o.Name).ToHashSet();
        var config = OptionSet.Read<TrainConfig>(last.Where(v => own.Contains(v.Key)), "train");
        var method = Methods.Named(config.Method);
        var known = OptionSet.Describe(method.OptionsType).Select(o => o.Name).ToList();
        var options = last.Where(v => !own.Contains(v.Key)).ToDictionary();
        if (options.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            throw Suggestion.Unknown($"option of train and of method '{method.Name}'", unknown, known.Concat(own), $"semblance methods {method.Name}");
        }

        _ = OptionSet.Read(method.OptionsType, options, $"method '{method.Name}'");
        return config with { MethodOptions = options };
    }

    private static Dictionary<string, string> Parse(TextReader reader, string what)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0) return [];
            if (stream.Documents[0].RootNode is not YamlMappingNode map) throw Shape(what, "it is no mapping of names to values");
            return map.Children.ToDictionary(
                c => ((YamlScalarNode)c.Key).Value!,
                c => c.Value is YamlScalarNode s ? s.Value ?? "" : throw Shape(what, $"the value of '{c.Key}' is a list or mapping"));
        }
        catch (YamlException e)
        {
            throw Shape(what, $"line {e.Start.Line}: {e.Message}");
        }
    }

    private static RequestException Shape(string what, string seen) => new($"{what} cannot be read", seen, "write one 'name: value' a line, with the names of `semblance methods` and `semblance train --help`");
}
