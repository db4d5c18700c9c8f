using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Pairs;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Lists the data sets and where they are.</summary>
internal sealed class DatasetsVerb : Verb
{
    private readonly Option<string?> _root = DataOptions.Root();

    public override string Name => "datasets";

    public override string Summary => "List the known data sets, where they are looked for, and how to get them.";

    public override IReadOnlyList<string> Examples => ["semblance datasets", "semblance datasets --data-root ~/data"];

    public override IReadOnlyList<Symbol> Symbols => [_root];

    public override Outcome Run(Session session)
    {
        var sets = DataSets.Describe(session.Get(_root));
        var document = new { Datasets = sets.Select(s => new { s.Name, s.Meaning, s.Found, s.Location, s.Folders, s.HowToGet }) };
        return new(document, console => Show(console, sets));
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<DataSetDescription> sets)
    {
        var table = Screen.Table("name for --data", "what it holds", "where");
        foreach (var set in sets) table.AddTextRow(set.Name, set.Meaning, Place(set));
        console.Write(table);
    }

    private static string Place(DataSetDescription set)
    {
        if (set.IsDrawn) return set.HowToGet;
        if (set.Location is not null) return $"found in {set.Location}";
        return set.Folders.Count == 0 ? set.HowToGet : $"not found in {string.Join(" or ", set.Folders)}; get it: {set.HowToGet}";
    }
}
