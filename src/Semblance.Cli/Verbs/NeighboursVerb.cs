using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Pairs.Neighbours;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Exact nearest neighbours, near-duplicates and outliers.</summary>
internal sealed class NeighboursVerb : Verb
{
    private const int ShownRows = 10;
    private const double OutlierScore = 3;

    private readonly Option<string?> _index = Flags.OptionalText("--index", "Rows to search in, [rows, dim].", "Z.npy", required: true);
    private readonly Option<string?> _query = Flags.OptionalText("--query", "Rows to search for. Default: the index itself, each row apart from itself.", "Q.npy");
    private readonly Option<int> _k = Flags.Integer("--k", "Neighbours of each row.", 10, 1, 1_000_000);
    private readonly Option<string> _metric = Flags.Text("--metric", "cosine (similarity, larger is nearer) or euclidean (distance, smaller is nearer).", "cosine");
    private readonly Option<double?> _duplicates = Flags.OptionalDecimal("--duplicates", "Also list pairs of index rows at least this similar (cosine) or at most this far apart (euclidean).", -1, double.MaxValue);
    private readonly Option<bool> _outliers = Flags.Switch("--outliers", $"Also list index rows that lie unusually far from their k neighbours (standard score of the logarithm above {OutlierScore}).");
    private readonly Option<string?> _indicesOut = Flags.OptionalText("--indices-out", "Where to write row numbers of the neighbours, int64 [queries, k].", "I.npy");
    private readonly Option<string?> _scoresOut = Flags.OptionalText("--scores-out", "Where to write their similarities or distances, float32 [queries, k].", "S.npy");

    public override string Name => "neighbours";

    public override string Summary => "Exact nearest neighbours of rows, near-duplicates and outliers.";

    public override IReadOnlyList<string> Examples => ["semblance neighbours --index z.npy --query q.npy --k 5", "semblance neighbours --index z.npy --duplicates 0.999 --outliers --json"];

    public override IReadOnlyList<Symbol> Symbols => [_index, _query, _k, _metric, _duplicates, _outliers, _indicesOut, _scoresOut];

    public override Outcome Run(Session session)
    {
        var metric = session.Get(_metric) switch
        {
            "cosine" => Metric.Cosine,
            "euclidean" => Metric.Euclidean,
            var word => throw Suggestion.Unknown("metric", word!, ["cosine", "euclidean"]),
        };
        var index = ArrayFile.ReadMatrix(session.Get(_index)!, "the index");
        var (rows, dim, k) = (index.ToSingles(), (int)index.Shape[1], session.Get(_k));
        var table = session.Get(_query) is { } file ? Search(rows, dim, file, k, metric) : NearestNeighbours.SearchWithin(rows, dim, k, metric);
        var duplicates = session.Get(_duplicates) is { } threshold ? NearestNeighbours.Duplicates(rows, dim, threshold, metric) : null;
        var outliers = session.Get(_outliers) ? Outliers(NearestNeighbours.Outliers(rows, dim, k, metric)) : null;
        Write(session, table);
        var document = new
        {
            Rows = table.Rows,
            table.K,
            Metric = metric,
            Neighbours = Enumerable.Range(0, table.Rows).Select(r => new { Row = r, Indices = table.Indices[(r * k)..((r + 1) * k)], Scores = table.Scores[(r * k)..((r + 1) * k)] }),
            Duplicates = duplicates?.Pairs,
            DuplicateCount = duplicates?.Total,
            Outliers = outliers,
        };
        return new(document, console => Show(console, table, duplicates, outliers));
    }

    private static NeighbourTable Search(float[] rows, int dim, string file, int k, Metric metric)
    {
        var query = ArrayFile.ReadMatrix(file, "the query");
        if (query.Shape[1] == dim) return NearestNeighbours.Search(rows, query.ToSingles(), dim, k, metric);
        throw new RequestException("index and query differ in dimension", $"the index has {dim} columns, the query {query.Shape[1]}", "embed both with the same encoder and layer");
    }

    private static List<Outlier> Outliers(OutlierScores scores) =>
        [.. scores.ZScore.Select((z, row) => new Outlier(row, scores.MeanDistance[row], z)).Where(o => o.Score > OutlierScore).OrderByDescending(o => o.Score)];

    private void Write(Session session, NeighbourTable table)
    {
        long[] shape = [table.Rows, table.K];
        if (session.Get(_indicesOut) is { } indices) ArrayFile.Write(indices, Array.ConvertAll(table.Indices, i => (long)i), shape);
        if (session.Get(_scoresOut) is { } scores) ArrayFile.Write(scores, table.Scores, shape);
    }

    private static void Show(IAnsiConsole console, NeighbourTable table, NearDuplicates? duplicates, List<Outlier>? outliers)
    {
        var rows = Screen.Table("row", "nearest rows and their scores");
        for (var r = 0; r < Math.Min(ShownRows, table.Rows); r++)
        {
            rows.AddTextRow($"{r}", string.Join("  ", Enumerable.Range(r * table.K, table.K).Select(c => $"{table.Indices[c]} ({Numbers.Short(table.Scores[c], "F3")})")));
        }

        console.Write(rows);
        if (table.Rows > ShownRows) console.WriteLine($"The first {ShownRows} of {table.Rows} rows; --json or --indices-out give all.");
        if (duplicates is not null) console.WriteLine($"{duplicates.Total} near-duplicate pairs{Listed(duplicates.Pairs.Select(p => $"{p.First} and {p.Second} ({Numbers.Short(p.Score, "F4")})"))}");
        if (outliers is not null) console.WriteLine($"{outliers.Count} outliers{Listed(outliers.Select(o => $"{o.Row} (score {Numbers.Short(o.Score, "F1")})"))}");
    }

    private static string Listed(IEnumerable<string> items) =>
        string.Join(", ", items.Take(ShownRows)) is { Length: > 0 } text ? $": {text}" : "";

    private sealed record Outlier(int Row, float MeanDistance, float Score);
}
