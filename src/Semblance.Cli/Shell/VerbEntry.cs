using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Semblance.Cli.Shell;

/// <summary>A verb that is made when its word is used: the options of all verbs together take longer to make than the help text may take.</summary>
internal sealed class VerbEntry
{
    private readonly Func<Verb> _make;
    private Verb? _verb;

    private VerbEntry(Verb words, Func<Verb> make)
    {
        _make = make;
        Command = new Command(words.Name, words.Summary);
    }

    /// <summary>The parser's command: name and summary at once, options when the verb is made.</summary>
    public Command Command { get; }

    /// <summary>The verb itself.</summary>
    public Verb Verb => _verb ??= Made();

    /// <summary>A verb without arguments of its own.</summary>
    public static VerbEntry Of<T>()
        where T : Verb, new() => Of(() => new T());

    /// <summary>A verb made in a given way.</summary>
    public static VerbEntry Of<T>(Func<T> make)
        where T : Verb => new((Verb)RuntimeHelpers.GetUninitializedObject(typeof(T)), make); // name and summary are words, not fields

    private Verb Made()
    {
        var verb = _make();
        foreach (var symbol in verb.Symbols)
        {
            if (symbol is Argument argument) Command.Add(argument);
            else if (symbol is Option option) Command.Add(option);
        }

        return verb;
    }
}
