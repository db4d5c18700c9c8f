using System.CommandLine;
using System.Text;

namespace Semblance.Cli.Shell;

/// <summary>Completion scripts made from the verbs and options the program has; words are fixed when the script is printed, so completing is instant.</summary>
internal static class CompletionScripts
{
    public static string Bash(RootCommand root)
    {
        var text = new StringBuilder("""
            # bash completion for semblance
            _semblance() {
                local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} words
                if [ "$COMP_CWORD" -eq 1 ]; then
                    words="VERBS"
                elif [[ $word == -* ]]; then
                    case $verb in

            """.Replace("VERBS", string.Join(' ', Verbs(root).Select(v => v.Name)), StringComparison.Ordinal));
        foreach (var verb in Verbs(root)) text.Append($"            {verb.Name}) words=\"{string.Join(' ', OptionsOf(root, verb).Select(o => o.Name))}\" ;;\n");
        return text.Append("""
                    esac
                fi
                if [ -n "$words" ]; then
                    COMPREPLY=($(compgen -W "$words" -- "$word"))
                else
                    COMPREPLY=($(compgen -f -- "$word"))
                fi
            }
            complete -o filenames -F _semblance semblance ./semblance

            """).ToString();
    }

    public static string Zsh(RootCommand root)
    {
        var text = new StringBuilder("#compdef semblance\n_semblance() {\n    local -a verbs\n    verbs=(\n");
        foreach (var verb in Verbs(root)) text.Append($"        '{verb.Name}:{Quoted(verb.Description)}'\n");
        text.Append("    )\n    if (( CURRENT == 2 )); then\n        _describe verb verbs\n        return\n    fi\n    case $words[2] in\n");
        foreach (var verb in Verbs(root))
        {
            var options = string.Join(' ', OptionsOf(root, verb).Select(o => $"'{o.Name}[{Quoted(o.Description).Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal)}]'"));
            text.Append($"        {verb.Name}) _arguments '*:file:_files' {options} ;;\n");
        }

        return text.Append("    esac\n}\ncompdef _semblance semblance\n").ToString();
    }

    public static string Fish(RootCommand root)
    {
        var text = new StringBuilder("# fish completion for semblance\n");
        foreach (var verb in Verbs(root))
        {
            text.Append($"complete -c semblance -n __fish_use_subcommand -a {verb.Name} -d '{Quoted(verb.Description)}'\n");
            foreach (var option in OptionsOf(root, verb)) text.Append($"complete -c semblance -n '__fish_seen_subcommand_from {verb.Name}' -l {option.Name[2..]} -d '{Quoted(option.Description)}'\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Command> Verbs(RootCommand root) => root.Subcommands.Where(c => !c.Hidden);

    private static IEnumerable<Option> OptionsOf(RootCommand root, Command verb) =>
        verb.Options.Concat(root.Options.Where(o => o.Recursive)).DistinctBy(o => o.Name).Where(o => !o.Hidden && o.Name.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Text safe between single quotes and, for zsh, without the colon that ends a name.</summary>
    private static string Quoted(string? text) =>
        (text ?? "").Replace("'", "", StringComparison.Ordinal).Replace(":", " -", StringComparison.Ordinal);
}
