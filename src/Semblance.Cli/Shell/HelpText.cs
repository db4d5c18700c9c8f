using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Semblance.Cli.Shell;

/// <summary>The parser's help text, followed by the verb's examples and the exit codes.</summary>
internal sealed class HelpText(HelpAction parserHelp, IReadOnlyDictionary<Command, VerbEntry> verbs) : SynchronousCommandLineAction
{
    private const int Width = 120;

    private static readonly string[] FirstSteps =
        ["semblance doctor", "semblance train --data fashion-mnist --method simclr --encoder resnet18:width=0.25 --epochs 1 --out runs/first", "semblance evaluate --run runs/first"];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parserHelp.MaxWidth = Width;
        var code = parserHelp.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = verbs.TryGetValue(parseResult.CommandResult.Command, out var entry) ? entry.Verb.Examples : FirstSteps;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine("  " + example);
        output.WriteLine();
        output.WriteLine("Exit codes: 0 done; 1 the job failed (data, disk, engine); 2 the request was wrong; 130 stopped by Ctrl-C.");
        return code;
    }
}
