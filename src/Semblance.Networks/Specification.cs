using System.Globalization;
using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Networks;

/// <summary>A name with options as people write it: <c>resnet18:width=0.25,stem=cifar</c>.</summary>
internal sealed record Specification(string Name, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    private const int LargestLayer = 1 << 20;

    internal static Specification Parse(string text, string kind)
    {
        var (name, values) = OptionSet.Parse(text, kind);
        return new(name, values);
    }

    /// <summary>The canonical text of a name with every option of a record.</summary>
    internal static string Text(string name, object options)
    {
        var values = string.Join(",", OptionSet.Values(options).Select(v => $"{v.Key}={v.Value}"));
        return values.Length == 0 ? name : $"{name}:{values}";
    }

    /// <summary>Numbers joined by x: <c>512x256</c>.</summary>
    /// <exception cref="RequestException">Something else, or a number out of range.</exception>
    internal static int[] Sizes(string text, string option, string owner)
    {
        var parts = text.Split('x');
        var sizes = new int[parts.Length];
        for (var k = 0; k < parts.Length; k++)
        {
            var fine = int.TryParse(parts[k], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[k]) && sizes[k] is >= 1 and <= LargestLayer;
            if (!fine) throw new RequestException($"option '{option}' of {owner} has a bad value", $"got '{text}'", $"give integers from 1 to {LargestLayer} joined by x, as in 512x256");
        }

        return sizes;
    }
}
