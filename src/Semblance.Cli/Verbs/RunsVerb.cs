using System.CommandLine;
using System.Text.Json.Nodes;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Training.Runs;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Lists, shows, compares and deletes run folders.</summary>
internal sealed class RunsVerb : Verb
{
    private static readonly string[] Actions = ["list", "show", "compare", "delete"];

    private readonly Argument<string> _action = new("action") { HelpName = "list|show|compare|delete", Description = "What to do.", DefaultValueFactory = _ => "list", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string[]> _names = new("runs") { HelpName = "RUN...", Description = "Run folders, or their names below --root.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _root = Flags.Text("--root", "Folder that holds run folders.", "runs", "DIR");
    private readonly Option<bool> _yes = Flags.Switch("--yes", "Really delete.");

    public override string Name => "runs";

    public override string Summary => "List, show, compare or delete run folders.";

    public override IReadOnlyList<string> Examples => ["semblance runs", "semblance runs show first", "semblance runs compare first second", "semblance runs delete first --yes"];

    public override IReadOnlyList<Symbol> Symbols => [_action, _names, _root, _yes];

    public override Outcome Run(Session session)
    {
        var action = session.Get(_action)!;
        if (!Actions.Contains(action)) throw Suggestion.Unknown("action", action, Actions, "semblance runs --help");
        var root = session.Get(_root)!;
        if (action == "list") return List(root, [.. RunIndex.Find(root).Select(RunSummary.Of)]);
        var folders = session.Get(_names)!.Select(n => Open(root, n)).ToList();
        var least = action == "compare" ? 2 : 1;
        if (folders.Count < least) throw new RequestException($"`runs {action}` needs at least {least} run(s)", $"{folders.Count} given", "name run folders; `semblance runs` lists them");
        return action switch
        {
            "show" => Show(folders),
            "compare" => Compare([.. folders.Select(RunSummary.Of)]),
            _ => Delete(folders, session.Get(_yes)),
        };
    }

    private static RunFolder Open(string root, string name)
    {
        if (File.Exists(Path.Combine(name, "config.json"))) return RunFolder.Open(name);
        var below = Path.Combine(root, name);
        if (File.Exists(Path.Combine(below, "config.json"))) return RunFolder.Open(below);
        throw Suggestion.Unknown("run", name, RunIndex.Find(root).Select(f => Path.GetRelativePath(root, f.Path)), $"semblance runs --root {root}");
    }

    private static Outcome List(string root, List<RunSummary> runs) => new(new { Root = root, Runs = runs }, console =>
    {
        if (runs.Count == 0)
        {
            console.WriteLine($"There are no runs below '{root}'; `semblance train --out {root}/NAME` makes one, --root names another folder.");
            return;
        }

        var table = Screen.Table("run", "status", "method", "data", "encoder", "epoch", "loss", "k-NN %", "RankMe");
        foreach (var r in runs)
        {
            table.AddTextRow(Path.GetRelativePath(root, r.Run), r.Status, r.Config["method"], r.Config["data"], r.Config["encoder"], $"{r.Epoch}", Numbers.Short(r.Loss), Numbers.Percent(r.Knn), Numbers.Short(r.Rankme, "F1"));
        }

        console.Write(table);
    });

    private static Outcome Show(List<RunFolder> folders)
    {
        var documents = folders.Select(f => new
        {
            Run = f.Path,
            Config = RunSummary.Of(f).Config,
            Environment = f.ReadEnvironment(),
            Summary = f.ReadSummary(),
            Epochs = f.ReadEpochs().Select(e => RunJson.Record(e, timings: true)),
        }).ToList();
        return new(new { Runs = documents }, console =>
        {
            foreach (var d in documents)
            {
                console.WriteLine(d.Run);
                foreach (var (name, value) in d.Config) console.WriteLine($"  {name,-22} {value}");
                foreach (var (name, value) in d.Environment) console.WriteLine($"  {name,-22} {value}");
                foreach (var e in d.Epochs) console.WriteLine("  " + string.Join("  ", e.Where(p => p.Value is JsonValue).Select(p => $"{p.Key} {p.Value}")));
            }
        });
    }

    private static Outcome Compare(List<RunSummary> runs)
    {
        var names = runs.SelectMany(r => r.Config.Keys).Distinct().Where(n => runs.Select(r => r.Config.GetValueOrDefault(n)).Distinct().Count() > 1).ToList();
        var different = names.ToDictionary(n => n, n => runs.Select(r => r.Config.GetValueOrDefault(n)).ToList());
        return new(new { Runs = runs, Different = different }, console =>
        {
            var table = Screen.Table(["", .. runs.Select(r => r.Run)]);
            foreach (var (name, values) in different) table.AddTextRow([name, .. values.Select(v => v ?? "none")]);
            table.AddTextRow(["status", .. runs.Select(r => r.Status)]);
            table.AddTextRow(["epoch", .. runs.Select(r => $"{r.Epoch}")]);
            table.AddTextRow(["loss", .. runs.Select(r => Numbers.Short(r.Loss))]);
            table.AddTextRow(["k-NN %", .. runs.Select(r => Numbers.Percent(r.Knn))]);
            table.AddTextRow(["RankMe", .. runs.Select(r => Numbers.Short(r.Rankme, "F1"))]);
            console.Write(table);
        });
    }

    private static Outcome Delete(List<RunFolder> folders, bool isSure)
    {
        if (!isSure) throw new RequestException("nothing was deleted", $"{string.Join(", ", folders.Select(f => f.Path))} would go, and --yes was not given", "add --yes to delete for good");
        var left = folders.SelectMany(RunIndex.Delete).ToList();
        return new(new { Deleted = folders.Select(f => f.Path), Left = left }, console =>
        {
            foreach (var folder in folders) console.WriteLine($"deleted {folder.Path}");
            foreach (var file in left) console.WriteLine($"left {file}, which no run wrote");
        });
    }
}
