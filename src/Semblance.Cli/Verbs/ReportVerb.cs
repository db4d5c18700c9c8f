using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Insight.Report;
using Semblance.Training.Runs;

namespace Semblance.Cli.Verbs;

/// <summary>Writes one self-contained HTML page about a run.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Argument<string> _run = new("run") { HelpName = "RUN", Description = "The run folder." };
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Where to write the page. Default: report.html in the run folder.", "FILE.html");
    private readonly Option<string?> _root = DataOptions.Root();

    public override string Name => "report";

    public override string Summary => "Write one self-contained HTML page about a run: curves, views, spectrum, map, neighbours, results.";

    public override IReadOnlyList<string> Examples => ["semblance report runs/first", "semblance report runs/first --out first.html"];

    public override IReadOnlyList<Symbol> Symbols => [_run, _out, _root];

    public override Outcome Run(Session session)
    {
        var folder = RunFolder.Open(session.Get(_run)!);
        var place = Path.GetFullPath(session.Get(_out) ?? Path.Combine(folder.Path, "report.html"));
        if (!Directory.Exists(Path.GetDirectoryName(place))) throw new RequestException($"cannot write '{place}'", "its folder does not exist", "make the folder first, or choose another place");
        RunReport.Write(folder, place, session.Get(_root), session.Device);
        return new(new { Run = folder.Path, Report = place, Bytes = new FileInfo(place).Length }, console => console.Profile.Out.Writer.WriteLine($"The report is in {place}"));
    }
}
