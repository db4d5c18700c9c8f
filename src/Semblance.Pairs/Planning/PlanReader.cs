using System.Globalization;
using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Augmentations;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Semblance.Pairs.Planning;

/// <summary>Reads plans from YAML: a list of augmentations, a list of such lists (one a view), or the whole plan that <see cref="PlanWriter"/> writes.</summary>
internal static class PlanReader
{
    private static readonly string[] Keys = ["input", "output", "image-size", "normalise", "views"];

    internal static ViewPlan File(string path, SampleShape input, int? imageSize, Normalisation? normalisation)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new RequestException($"no augmentation file '{path}'", "there is no such file", "give a preset or an existing .yaml file");
        }

        return Text(System.IO.File.ReadAllText(path), $"'{path}'", input, imageSize, normalisation);
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="owner">Where it comes from, for messages.</param>
    /// <param name="input">Shape of the samples; null to take it from the text.</param>
    /// <param name="imageSize">Side of the views; null to take it from the text or the samples.</param>
    /// <param name="normalisation">Used where the text gives none.</param>
    internal static ViewPlan Text(string yaml, string owner, SampleShape? input, int? imageSize, Normalisation? normalisation)
    {
        var root = Parse(yaml, owner);
        if (root is not YamlMappingNode map)
        {
            if (input is null) throw Bad(root, owner, "a bare list of augmentations", "give a whole plan with input and views");
            return new ViewPlan(input, ViewPlan.Sized(input, imageSize), Lists(root, owner), normalisation);
        }

        foreach (var key in map.Children.Keys)
        {
            if (!Keys.Contains(Scalar(key, owner))) throw Suggestion.Unknown($"key of {owner}", Scalar(key, owner), Keys);
        }

        var shape = input ?? Shape(Child(map, "input"), root, owner);
        var size = imageSize ?? (Child(map, "image-size") is { } side ? (int)Number(side, owner) : null);
        var output = size is null && Child(map, "output") is { } given ? Shape(given, root, owner) : ViewPlan.Sized(shape, size);
        var views = Child(map, "views") ?? throw Bad(root, owner, "no key 'views'", "add the list of augmentations");
        return new ViewPlan(shape, output, Lists(views, owner), Normalised(Child(map, "normalise"), owner) ?? normalisation);
    }

    private static YamlNode Parse(string yaml, string owner)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            throw new RequestException($"{owner} is no list of augmentations", $"{stream.Documents.Count} YAML documents", "give one");
        }
        catch (YamlException e)
        {
            throw new RequestException($"{owner} is not valid YAML", $"line {e.Start.Line}: {e.Message}", "correct that line");
        }
    }

    private static IReadOnlyList<IReadOnlyList<Augmentation>> Lists(YamlNode node, string owner)
    {
        if (node is not YamlSequenceNode list) throw Bad(node, owner, "no list", "write one augmentation a line, as `- flip: {probability: 0.5}`");
        return list.Children.Count > 0 && list.Children.All(c => c is YamlSequenceNode)
            ? [.. list.Children.Select(c => Steps((YamlSequenceNode)c, owner))]
            : [Steps(list, owner)];
    }

    private static Augmentation[] Steps(YamlSequenceNode list, string owner) => [.. list.Children.Select(c => Step(c, owner))];

    private static Augmentation Step(YamlNode node, string owner) => node switch
    {
        YamlScalarNode word => Make(word, null, owner),
        YamlMappingNode { Children.Count: 1 } map => Make(map.Children[0].Key, map.Children[0].Value, owner),
        _ => throw Bad(node, owner, "not one augmentation", "write one a line, as `- crop: {scale: [0.08, 1]}`"),
    };

    private static Augmentation Make(YamlNode word, YamlNode? options, string owner)
    {
        var name = Scalar(word, owner);
        var found = PlanCatalog.All.FirstOrDefault(a => a.Word == name)
            ?? throw Suggestion.Unknown($"augmentation in {owner}", name, PlanCatalog.All.Select(a => a.Word));
        var known = OptionSet.Describe(found.GetType()).Select(o => o.Name).ToHashSet();
        return (Augmentation)OptionSet.Read(found.GetType(), Values(options, known, owner), $"augmentation '{name}' in {owner}");
    }

    private static List<KeyValuePair<string, string>> Values(YamlNode? options, HashSet<string> known, string owner)
    {
        var values = new List<KeyValuePair<string, string>>();
        if (options is null or YamlScalarNode { Value: "" or null or "~" or "null" }) return values;
        if (options is not YamlMappingNode map) throw Bad(options, owner, "options that are no mapping", "write them as {name: value}");
        foreach (var (key, value) in map.Children) values.AddRange(Option(Scalar(key, owner), value, known, owner));
        return values;
    }

    // `scale: [0.08, 1]` stands for scale-min and scale-max, one number for both.
    private static IEnumerable<KeyValuePair<string, string>> Option(string name, YamlNode value, HashSet<string> known, string owner)
    {
        if (known.Contains(name) || !known.Contains(name + "-min")) return [KeyValuePair.Create(name, Scalar(value, owner))];
        var ends = value is YamlSequenceNode list ? [.. list.Children.Select(c => Scalar(c, owner))] : new[] { Scalar(value, owner) };
        if (ends.Length is not (1 or 2)) throw Bad(value, owner, $"{ends.Length} numbers for '{name}'", "give the smallest and the largest");
        return [KeyValuePair.Create(name + "-min", ends[0]), KeyValuePair.Create(name + "-max", ends[^1])];
    }

    private static Normalisation? Normalised(YamlNode? node, string owner)
    {
        if (node is null) return null;
        if (node is not YamlMappingNode map || Child(map, "mean") is not { } mean || Child(map, "std") is not { } std)
        {
            throw Bad(node, owner, "a normalisation without mean and std", "write {mean: [0.5], std: [0.5]}");
        }

        var (means, stds) = (Numbers(mean, owner), Numbers(std, owner));
        if (means.Length == stds.Length && means.Length > 0 && stds.All(s => s > 0)) return new Normalisation(means, stds);
        throw Bad(node, owner, $"{means.Length} means, {stds.Length} deviations", "give as many of each, deviations above 0");
    }

    private static SampleShape Shape(YamlNode? node, YamlNode root, string owner)
    {
        if (node is null) throw Bad(root, owner, "no key 'input'", "give [channels, height, width]");
        var numbers = Numbers(node, owner);
        if (numbers.Length == 3 && numbers.All(n => n >= 1)) return new SampleShape((int)numbers[0], (int)numbers[1], (int)numbers[2]);
        throw Bad(node, owner, "a shape that is not three numbers from 1 up", "give [channels, height, width]");
    }

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static double[] Numbers(YamlNode node, string owner) =>
        node is YamlSequenceNode list ? [.. list.Children.Select(c => Number(c, owner))] : [Number(node, owner)];

    private static double Number(YamlNode node, string owner) =>
        double.TryParse(Scalar(node, owner), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n)
            ? n
            : throw Bad(node, owner, $"'{Scalar(node, owner)}' is no number", "give a number");

    private static string Scalar(YamlNode node, string owner) =>
        node is YamlScalarNode s ? s.Value ?? "" : throw Bad(node, owner, "a list or mapping where one value belongs", "give one value");

    private static RequestException Bad(YamlNode node, string owner, string seen, string remedy) =>
        new($"{owner} is no plan of views", $"line {node.Start.Line}: {seen}", remedy);
}
