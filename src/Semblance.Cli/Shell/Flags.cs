using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Semblance.Cli.Shell;

/// <summary>Makes options whose bad values are told in this program's words: what - what was seen - what to do.</summary>
internal static class Flags
{
    public static Option<bool> Switch(string name, string meaning) => new(name) { Description = meaning, Arity = ArgumentArity.Zero };

    public static Option<string> Text(string name, string meaning, string value, string? help = null) =>
        new(name) { Description = meaning, DefaultValueFactory = _ => value, HelpName = help };

    public static Option<string?> OptionalText(string name, string meaning, string help, bool required = false) =>
        new(name) { Description = meaning, HelpName = help, Required = required };

    public static Option<string[]> Texts(string name, string meaning, string help, int min, int max, bool required = false) => new(name)
    {
        Description = meaning,
        HelpName = help,
        Required = required,
        Arity = new ArgumentArity(min, max),
        AllowMultipleArgumentsPerToken = max > 1,
        DefaultValueFactory = _ => [],
    };

    /// <summary>An option that is repeated, one value each time: <c>--set a=1 --set b=2</c>.</summary>
    public static Option<string[]> Repeated(string name, string meaning, string help) =>
        new(name) { Description = meaning, HelpName = help, DefaultValueFactory = _ => [] };

    public static Option<int> Integer(string name, string meaning, int value, int min, int max) => new(name)
    {
        Description = meaning,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = r => (int)Number(r, name, min, max),
    };

    public static Option<int?> OptionalInteger(string name, string meaning, int min, int max, bool required = false) => new(name)
    {
        Description = meaning,
        HelpName = "N",
        Required = required,
        CustomParser = r => (int)Number(r, name, min, max),
    };

    public static Option<long> Long(string name, string meaning, long value) => new(name)
    {
        Description = meaning,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = r => Number(r, name, long.MinValue, long.MaxValue),
    };

    public static Option<double?> OptionalDecimal(string name, string meaning, double min, double max) => new(name)
    {
        Description = meaning,
        HelpName = "X",
        CustomParser = r =>
        {
            var text = r.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
            r.AddError(string.Create(CultureInfo.InvariantCulture, $"option {name} has a bad value - got '{text}' - give a number from {min} to {max}"));
            return null;
        },
    };

    private static long Number(ArgumentResult result, string name, long min, long max)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        var range = min == long.MinValue ? "" : string.Create(CultureInfo.InvariantCulture, $" from {min} to {max}");
        result.AddError($"option {name} has a bad value - got '{text}' - give an integer{range}");
        return 0;
    }
}
