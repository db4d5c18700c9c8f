using System.CommandLine;
using System.CommandLine.Parsing;
using Semblance.Errors;

namespace Semblance.Cli.Shell;

/// <summary>Turns what the parser could not read into this program's kind of error, with a suggestion where one is near.</summary>
internal static class ParseComplaint
{
    /// <summary>The first thing to tell the user; null when the command line is right.</summary>
    public static RequestException? About(ParseResult parsed, RootCommand root, IReadOnlyDictionary<Command, VerbEntry> verbs)
    {
        if (parsed.Errors.Count == 0) return null;
        var command = parsed.CommandResult.Command;
        if (command == root) return NoVerb(parsed, root);
        var verb = verbs[command].Verb;
        var unknown = First(parsed.UnmatchedTokens);
        if (unknown is not null && unknown.StartsWith('-')) return UnknownOption(unknown, command, root, verb);
        if (unknown is not null) return new($"`semblance {verb.Name}` does not take '{unknown}'", Taken(command), Example(verb));
        var missing = command.Options.FirstOrDefault(o => o.Required && parsed.GetResult(o) is not { IdentifierToken: not null });
        if (missing is not null) return new($"`semblance {verb.Name}` lacks {missing.Name}", $"it needs {missing.Name} {missing.HelpName}", Example(verb));
        return About(parsed.Errors[0], verb);
    }

    private static RequestException NoVerb(ParseResult parsed, RootCommand root)
    {
        var names = root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        var word = First(parsed.UnmatchedTokens);
        if (word is null) return new("a verb is missing", $"known are {string.Join(", ", names)}", "`semblance --help` tells what they do");
        return word.StartsWith('-') ? Suggestion.Unknown("option", word, root.Options.Select(o => o.Name), "semblance --help") : Suggestion.Unknown("verb", word, names, "semblance --help");
    }

    private static RequestException UnknownOption(string token, Command command, RootCommand root, Verb verb)
    {
        var name = token.Split('=', ':')[0];
        var known = command.Options.Concat(root.Options).Where(o => !o.Hidden).Select(o => o.Name).Distinct();
        return Suggestion.Unknown($"option of `semblance {verb.Name}`:", name, known, $"semblance {verb.Name} --help");
    }

    private static RequestException About(ParseError error, Verb verb)
    {
        var parts = error.Message.Split(" - ");
        if (parts.Length == 3) return new(parts[0], parts[1], parts[2]);
        return error.SymbolResult is OptionResult { Tokens.Count: var given } option
            ? new($"option {option.Option.Name} got the wrong number of values", $"{given} given", $"write {option.Option.Name} {option.Option.HelpName}; {Example(verb)}")
            : new($"`semblance {verb.Name}` cannot be read", error.Message.TrimEnd('.'), Example(verb));
    }

    private static string? First(IReadOnlyList<string> words) => words.Count > 0 ? words[0] : null;

    private static string Taken(Command command) => command.Arguments.Count == 0
        ? "it takes options only"
        : $"it takes {string.Join(" ", command.Arguments.Select(a => a.HelpName ?? a.Name.ToUpperInvariant()))}";

    private static string Example(Verb verb) => $"for example: {verb.Examples[0]}";
}
