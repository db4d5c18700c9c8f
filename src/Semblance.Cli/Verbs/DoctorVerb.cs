using Semblance.Cli.Doctor;
using Semblance.Cli.Shell;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Tells whether everything works here, how fast, and what to do where it does not.</summary>
internal sealed class DoctorVerb : Verb
{
    public override string Name => "doctor";

    public override string Summary => "Check the engine, its speed, devices and data sets; say what is slow or missing and how to mend it.";

    public override IReadOnlyList<string> Examples => ["semblance doctor", "semblance doctor --json"];

    public override Outcome Run(Session session)
    {
        var checks = EngineChecks.All().Concat(MachineChecks.All()).Append(DataChecks.All()).ToList();
        var ok = checks.All(c => c.Ok);
        return new(new { Ok = ok, Checks = checks }, console => Show(console, checks, ok), ok ? ExitCodes.Done : ExitCodes.Failed);
    }

    private static void Show(IAnsiConsole console, List<Check> checks, bool ok)
    {
        foreach (var check in checks)
        {
            var word = !check.Ok ? "[red]wrong[/]" : check.Remedy is null ? "[green]ok[/]   " : "[yellow]note[/] ";
            console.MarkupLine($"{word}  {check.Name,-12} {Markup.Escape(check.Seen)}");
            if (check.Remedy is not null) console.MarkupLine($"{"",-20} {Markup.Escape(check.Remedy)}");
        }

        console.MarkupLine(ok ? "Everything needed is here." : "[red]Something needed is missing; see above.[/]");
    }
}
