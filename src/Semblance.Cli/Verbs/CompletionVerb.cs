using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Errors;

namespace Semblance.Cli.Verbs;

/// <summary>Prints a script that completes verbs and options in a shell.</summary>
internal sealed class CompletionVerb(Application application) : Verb
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    private readonly Argument<string> _shell = new("shell") { HelpName = "bash|zsh|fish", Description = "The shell to write for." };

    public override string Name => "completion";

    public override string Summary => "Print a script that completes verbs and options in a shell.";

    public override IReadOnlyList<string> Examples =>
        ["semblance completion bash > ~/.local/share/bash-completion/completions/semblance", "semblance completion zsh > ~/.zfunc/_semblance", "semblance completion fish > ~/.config/fish/completions/semblance.fish"];

    public override IReadOnlyList<Symbol> Symbols => [_shell];

    public override Outcome Run(Session session)
    {
        var shell = session.Get(_shell)!;
        var script = shell switch
        {
            "bash" => CompletionScripts.Bash(application.Root),
            "zsh" => CompletionScripts.Zsh(application.Root),
            "fish" => CompletionScripts.Fish(application.Root),
            _ => throw Suggestion.Unknown("shell", shell, Shells),
        };
        return new(new { Shell = shell, Script = script }, console => console.Profile.Out.Writer.Write(script));
    }
}
