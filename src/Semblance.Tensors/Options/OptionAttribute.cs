namespace Semblance.Options;

/// <summary>Declares a property of an options record once: its name on the command line, its range, its unit and its meaning.</summary>
/// <remarks>The default is the value a new record has. Command line, JSON, documentation tables and validation all read this.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string name, string meaning) : Attribute
{
    /// <summary>The word used by <c>--set name=value</c> and in files, in kebab case.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence: what it does.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>Smallest allowed value. Default: no bound.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Largest allowed value. Default: no bound.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>True when <see cref="Min"/> itself is not allowed. Default false.</summary>
    public bool MinExclusive { get; init; }

    /// <summary>Unit of the number, or an empty text for a pure number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The allowed words, separated by a bar, for an option that is a word: <c>out|in</c>. Empty: any.</summary>
    public string Words { get; init; } = "";
}
