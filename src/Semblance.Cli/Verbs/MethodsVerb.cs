using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Objectives;
using Semblance.Options;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Lists the methods with their options.</summary>
internal sealed class MethodsVerb : Verb
{
    private readonly Argument<string?> _name = new("name") { HelpName = "NAME", Description = "Show this method alone, with its options.", Arity = ArgumentArity.ZeroOrOne };

    public override string Name => "methods";

    public override string Summary => "List the methods, their options (range, default, unit), their faces and their source.";

    public override IReadOnlyList<string> Examples => ["semblance methods", "semblance methods vicreg", "semblance methods --json"];

    public override IReadOnlyList<Symbol> Symbols => [_name];

    public override Outcome Run(Session session)
    {
        var name = session.Get(_name);
        var methods = name is null ? Methods.All : [Methods.Named(name)];
        var document = new
        {
            Methods = methods.Select(m => new
            {
                m.Name,
                m.Summary,
                Options = OptionSet.Describe(m.OptionsType),
                m.Faces,
                m.Source,
                m.Head,
                m.NeedsLabels,
                m.Trains,
            }),
        };
        return new(document, console => Show(console, methods, name is not null));
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<Method> methods, bool inFull)
    {
        if (inFull)
        {
            foreach (var method in methods) ShowOne(console, method);
            return;
        }

        var table = Screen.Table("method", "what it does", "options", "faces");
        foreach (var method in methods)
        {
            table.AddTextRow(method.Name, method.Summary, string.Join(", ", OptionSet.Describe(method.OptionsType).Select(o => o.Name)), string.Join(", ", method.Faces));
        }

        console.Write(table);
        console.WriteLine("`semblance methods NAME` tells what the options mean.");
    }

    private static void ShowOne(IAnsiConsole console, Method method)
    {
        console.WriteLine($"{method.Name}: {method.Summary}");
        console.WriteLine($"source: {method.Source}");
        console.WriteLine($"faces:  {string.Join(", ", method.Faces)}");
        console.WriteLine($"head:   {method.Head}");
        if (method.NeedsLabels) console.WriteLine("labels: needed");
        var options = OptionSet.Describe(method.OptionsType);
        if (options.Count == 0) return;
        var table = Screen.Table("option", "default", "range", "unit", "meaning");
        foreach (var option in options) table.AddTextRow(option.Name, option.Default ?? "none", option.Range, option.Unit, option.Meaning);
        console.Write(table);
        console.WriteLine($"Set them by --set {options[0].Name}={options[0].Default ?? "..."} or in a file given to --config.");
    }
}
