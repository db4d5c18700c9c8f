using System.Globalization;
using System.Reflection;
using Semblance.Errors;

namespace Semblance.Options;

/// <summary>One option as a reader sees it.</summary>
/// <param name="Name">The word used by <c>--set</c>.</param>
/// <param name="Type">number, integer, word, switch or list.</param>
/// <param name="Default">The default as text; null when there is none.</param>
/// <param name="Range">The allowed range in words.</param>
/// <param name="Unit">Unit, or an empty text.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record OptionDescription(string Name, string Type, string? Default, string Range, string Unit, string Meaning);

/// <summary>Describes, reads and validates any record whose properties carry <see cref="OptionAttribute"/>.</summary>
public static class OptionSet
{
    /// <summary>The options of a record type, in declaration order.</summary>
    /// <param name="type">A record with a parameterless constructor.</param>
    public static IReadOnlyList<OptionDescription> Describe(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        return [.. Declared(type).Select(p => new OptionDescription(
            p.Option.Name, TypeWord(p.Property), Show(p.Property.GetValue(defaults)), Range(p.Property, p.Option), p.Option.Unit, p.Option.Meaning))];
    }

    /// <summary>A name with options as people write it: <c>resnet18:width=0.25,stem=cifar</c>.</summary>
    /// <param name="text">What they wrote.</param>
    /// <param name="kind">What it is, for messages: <c>encoder</c>.</param>
    /// <exception cref="RequestException">Something after the colon that is no option with a value.</exception>
    public static (string Name, IReadOnlyList<KeyValuePair<string, string>> Values) Parse(string text, string kind)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return (text.Trim(), []);
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new RequestException($"{kind} '{text}' cannot be read", $"'{part}' is no option with a value", "write name:option=value,option=value");
            pairs.Add(new(part[..equals].Trim(), part[(equals + 1)..].Trim()));
        }

        return (text[..colon].Trim(), pairs);
    }

    /// <summary>A record of type <typeparamref name="T"/> with the given values instead of the defaults.</summary>
    /// <param name="values">Name and text of each option to change.</param>
    /// <param name="owner">Whose options they are, for messages: <c>method 'simclr'</c>.</param>
    /// <exception cref="RequestException">An unknown name, a text that is not of the right type, a value out of range.</exception>
    public static T Read<T>(IEnumerable<KeyValuePair<string, string>> values, string owner)
        where T : new() => (T)Read(typeof(T), values, owner);

    /// <summary>A record of the given type with the given values instead of the defaults.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static object Read(Type type, IEnumerable<KeyValuePair<string, string>> values, string owner)
    {
        var record = Activator.CreateInstance(type)!;
        var declared = Declared(type);
        foreach (var (name, text) in values)
        {
            var found = declared.FirstOrDefault(p => p.Option.Name == name);
            if (found.Property is null) throw Suggestion.Unknown($"option of {owner}", name, declared.Select(p => p.Option.Name));
            found.Property.SetValue(record, Parse(found.Property, found.Option, text, owner));
        }

        Validate(record, owner);
        return record;
    }

    /// <summary>Checks every value of a record against its declared range.</summary>
    /// <exception cref="RequestException">A value is out of range; the message names option, value and range.</exception>
    public static void Validate(object record, string owner)
    {
        foreach (var (property, option) in Declared(record.GetType()))
        {
            var value = property.GetValue(record);
            var bad = value switch
            {
                double d => !InRange(d, option),
                int i => !InRange(i, option),
                string s => option.Words.Length > 0 && !option.Words.Split('|').Contains(s),
                _ => false,
            };
            if (bad) throw OutOfRange(property, option, Show(value)!, owner);
        }
    }

    /// <summary>The values of a record as name and text, in declaration order; options that are null are left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Values(object record) =>
        [.. Declared(record.GetType())
            .Select(p => (p.Option.Name, Text: Show(p.Property.GetValue(record))))
            .Where(p => p.Text is not null)
            .Select(p => KeyValuePair.Create(p.Name, p.Text!))];

    private static List<(PropertyInfo Property, OptionAttribute Option)> Declared(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => (p, p.GetCustomAttribute<OptionAttribute>()!))
            .Where(p => p.Item2 is not null)
            .OrderBy(p => p.p.MetadataToken)];

    private static bool InRange(double value, OptionAttribute o) =>
        !double.IsNaN(value) && value <= o.Max && (o.MinExclusive ? value > o.Min : value >= o.Min);

    /// <summary>Whether the word none clears it. A text that may not be null keeps the word, which may well be one of its own.</summary>
    private static bool AllowsNone(PropertyInfo p) => Nullable.GetUnderlyingType(p.PropertyType) is not null
        || (p.PropertyType == typeof(string) && new NullabilityInfoContext().Create(p).WriteState == NullabilityState.Nullable);

    private static Type Core(PropertyInfo p) => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType;

    private static object? Parse(PropertyInfo property, OptionAttribute option, string text, string owner)
    {
        var type = Core(property);
        if (type == typeof(string) && option.Words.Split('|').Contains(text)) return text;
        if (text == "none" && AllowsNone(property)) return null;
        if (type == typeof(string)) return text;
        if (type == typeof(bool) && bool.TryParse(text, out var b)) return b;
        if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i)) return i;
        if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d)) return d;
        throw OutOfRange(property, option, text, owner);
    }

    private static RequestException OutOfRange(PropertyInfo property, OptionAttribute option, string seen, string owner) => new(
        $"option '{option.Name}' of {owner} has a bad value",
        $"got '{seen}'",
        $"give {Range(property, option)}{(option.Unit.Length > 0 ? $", in {option.Unit}" : "")}");

    private static string TypeWord(PropertyInfo p) => Core(p) switch
    {
        var t when t == typeof(double) => "number",
        var t when t == typeof(int) => "integer",
        var t when t == typeof(bool) => "switch",
        _ => "word",
    };

    private static string Range(PropertyInfo p, OptionAttribute o)
    {
        var none = AllowsNone(p) ? ", or none" : "";
        if (Core(p) == typeof(bool)) return "true or false" + none;
        if (Core(p) == typeof(string)) return (o.Words.Length > 0 ? "one of " + o.Words.Replace("|", ", ", StringComparison.Ordinal) : "a text") + none;
        var kind = Core(p) == typeof(int) ? "an integer" : "a number";
        var low = double.IsNegativeInfinity(o.Min) ? null : (o.MinExclusive ? "> " : ">= ") + Show(o.Min);
        var high = double.IsPositiveInfinity(o.Max) ? null : "<= " + Show(o.Max);
        return string.Join(" ", new[] { kind, low, low is not null && high is not null ? "and" : null, high }.Where(s => s is not null)) + none;
    }

    private static string? Show(object? value) => value switch
    {
        null => null,
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
