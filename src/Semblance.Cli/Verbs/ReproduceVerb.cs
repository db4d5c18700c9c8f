using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Insight.Experiments;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Runs the experiments of a paper and checks its claims.</summary>
internal sealed class ReproduceVerb : Verb
{
    private readonly Argument<string> _paper = new("paper")
    {
        HelpName = "PAPER",
        Description = $"{string.Join(", ", Papers.All.Select(p => p.Name))}, or all.",
    };

    private readonly Option<bool> _quick = Flags.Switch("--quick", "The same claims at reduced size, about two minutes for a paper.");
    private readonly Option<string> _out = Flags.Text("--out", "Folder for PAPER.html (all figures) and PAPER.json; made when it is not there.", "reproduced", "DIR");
    private readonly Option<string[]> _only = Flags.Repeated("--only", "Run this experiment only; may be given several times.", "ID");
    private readonly Option<string?> _run = Flags.OptionalText("--run", "A trained run, to be shown beside closed forms.", "RUN");
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<string?> _digits = Flags.OptionalText("--digits", "scikit-learn's digits.csv.gz. Default: where Debian's python3-sklearn has it.", "FILE");

    public override string Name => "reproduce";

    public override string Summary => "Reproduce the figures, tables and claims of a paper: pass or fail for each claim, one page with all figures.";

    public override IReadOnlyList<string> Examples =>
        ["semblance reproduce spectral --quick", "semblance reproduce spectral --only E3 --only E9 --out here", "semblance reproduce all --json"];

    public override IReadOnlyList<Symbol> Symbols => [_paper, _quick, _out, _only, _run, _root, _digits];

    public override Outcome Run(Session session)
    {
        var papers = Papers.Named(session.Get(_paper)!);
        var options = Options(session);
        PaperRunner.Check(papers, options.Only);
        var folder = Folder(session.Get(_out)!);
        var documents = new List<JsonObject>();
        var results = new List<PaperResult>();
        foreach (var paper in papers)
        {
            var result = JobProgress.Run(session, paper.Name, job => PaperRunner.Run(paper, options, (done, all, step) => job.Report(done, all, step), session.Cancellation));
            if (result.Experiments.Count == 0) continue;
            var (page, json) = result.Write(folder);
            var document = result.ToJson();
            document["page"] = page;
            document["file"] = json;
            documents.Add(document);
            results.Add(result);
        }

        var exit = results.All(r => r.Passes) ? ExitCodes.Done : ExitCodes.Failed;
        return new(papers.Count == 1 ? documents[0] : Together(documents), console => Show(console, results, documents), exit);
    }

    private static string Folder(string folder)
    {
        if (File.Exists(folder)) throw new RequestException($"cannot write into '{folder}'", "it is a file", "give a folder");
        return folder;
    }

    private static JsonObject Together(List<JsonObject> documents) => new()
    {
        ["paper"] = "all",
        ["pass"] = documents.All(d => (bool)d["pass"]!),
        ["claims"] = new JsonArray([.. documents.SelectMany(d => d["claims"]!.AsArray()).Select(c => c!.DeepClone())]),
        ["papers"] = new JsonArray([.. documents]),
    };

    private static void Show(IAnsiConsole console, List<PaperResult> results, List<JsonObject> documents)
    {
        foreach (var (result, document) in results.Zip(documents))
        {
            var table = Screen.Table("", "claim", "", "expected", "measured");
            foreach (var claim in result.Claims) table.AddTextRow(claim.Passes ? "✓" : "✗", claim.Id, claim.Text, claim.Expected, claim.Measured);
            console.Write(table);
            foreach (var claim in result.Claims.Where(c => !c.Passes)) console.Profile.Out.Writer.WriteLine($"✗ {claim.Id}: {claim.Note ?? "the claim does not hold"}");
            foreach (var part in result.Experiments.Where(e => e.Skipped is not null)) console.Profile.Out.Writer.WriteLine($"– {part.Experiment.Id} left out: {part.Skipped}");
            var (passed, all) = (result.Claims.Count(c => c.Passes), result.Claims.Count());
            console.Profile.Out.Writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} of {all} claims hold, {Numbers.Duration(result.Seconds)}. The page is in {(string)document["page"]!}"));
        }
    }

    private ReproduceOptions Options(Session session) => new()
    {
        IsQuick = session.Get(_quick),
        Seed = session.Seed,
        Only = session.Get(_only)!,
        DataRoot = session.Get(_root),
        Run = session.Get(_run),
        Digits = session.Get(_digits),
        WorkFolder = Path.Combine(session.Get(_out)!, "runs"),
        Device = session.Device,
    };
}
