using System.CommandLine;
using System.Globalization;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Advice;
using Semblance.Insight.Pairing;
using Semblance.Options;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Which method, how much invariance, which dimension and batch, before a training run is spent.</summary>
internal sealed class AdviseVerb : Verb
{
    private const int Shown = 12;

    private readonly PairOptions _pairs = new();
    private readonly RecordOptions _advice = new(typeof(AdviceOptions));
    private readonly Option<string?> _encoder = Flags.OptionalText("--encoder", "See --data through an untrained encoder of this kind, random convolutional features: cnn, resnet18:width=0.25.", "E");
    private readonly Option<string?> _split = Flags.OptionalText("--split", "For each row 0 to learn from, 1 to check the forecast on; pairs must not cross.", "S.npy");
    private readonly Option<string?> _config = Flags.OptionalText("--config-out", "Where to write the advised training, for `train --config`.", "ADVISED.yaml");
    private readonly Option<string?> _pairsOut = Flags.OptionalText("--pairs-out", "Where to write the relation of --graph as a list of pairs, on which the advised training runs.", "PAIRS.csv");
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Where to write a page with spectrum, task energy, ranking and forecast.", "REPORT.html");

    public override string Name => "advise";

    public override string Summary => "Which method, how much invariance, which dimension and batch, from your pairs and a few labels: no training.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance advise --data fashion-mnist --augment simclr-small,fashion --use-labels 60 --check true --out advice.html",
        "semblance advise --views a.npy b.npy --labels y.npy",
        "semblance advise --x features.npy --pairs pairs.csv --labels y.npy --split split.npy --json",
        "semblance advise --data fashion-mnist --encoder cnn --config-out advised.yaml",
        "semblance advise --graph-only edges.csv --labels y.npy",
    ];

    public override IReadOnlyList<Symbol> Symbols => [.. _pairs.Symbols, _encoder, .. _advice.Symbols, _split, _config, _pairsOut, _out];

    public override Outcome Run(Session session)
    {
        var options = OptionSet.Read<AdviceOptions>(_advice.Values(session), "advise") with { Seed = session.Seed };
        var requests = PairKinds.Of(_pairs.Request(session) with { Encoder = session.Get(_encoder) });
        var inputs = new List<(string Name, PairInput Input)>();
        try
        {
            foreach (var (name, request) in requests) inputs.Add((name, PairInput.Open(request)));
            var report = JobProgress.Run(session, "advising", p => Advisor.Advise(inputs, options, Split(session, inputs[0].Input), (what, done, all) => p.Report(done, all, what), session.Cancellation));
            return Told(session, report, requests.First(r => r.Name == report.Advised.Pairs).Request, inputs.First(i => i.Name == report.Advised.Pairs).Input);
        }
        finally
        {
            foreach (var (_, input) in inputs) input.Dispose();
        }
    }

    private Outcome Told(Session session, AdviceReport report, PairRequest request, PairInput input)
    {
        var pairs = session.Get(_pairsOut);
        if (pairs is not null) PairFile.Write(pairs, input);
        var train = TrainAdvice.Of(report, request, pairs ?? TrainAdvice.DefaultPairs);
        if (pairs is null && train is not null && TrainAdvice.NeedsPairs(request)) session.Note($"warning: training runs on a list of pairs: add --pairs-out {TrainAdvice.DefaultPairs} to write that of --graph {request.Graph}");
        if (session.Get(_config) is { } config)
        {
            if (train is null) throw new RequestException("there is no training to write down", $"got --config-out {config} with a graph alone", "give samples with --x, or leave it out");
            AtomicFile.WriteText(config, train.Yaml());
        }

        if (session.Get(_out) is { } page) AdvicePage.Write(report, train?.Command("runs/advised"), page);
        foreach (var warning in report.AdvisedPairs.Warnings) session.Note($"warning: {warning}");
        return new(AdviceDocument.Of(report, train), console => Show(console, report, train, input));
    }

    private IReadOnlyList<int>? Split(Session session, PairInput input)
    {
        if (session.Get(_split) is not { } file) return null;
        var values = Array.ConvertAll(ArrayFile.ReadLabels(file, input.Count), y => (int)y);
        var bad = Array.FindIndex(values, v => v is not (0 or 1));
        return bad < 0 ? values : throw new RequestException("the split must be of 0 and 1", $"'{file}' has {values[bad]} in row {bad}", "give 0 for rows to learn from and 1 for rows to check on");
    }

    private static void Show(IAnsiConsole console, AdviceReport report, TrainAdvice? train, PairInput input)
    {
        console.WriteLine($"Advice from {input.Description}, {report.Labels} labels of {report.Classes} classes, {report.Dim} dimensions");
        var isChecked = report.Checked > 0;
        string[] heads = ["candidate", "error", "95% interval", "accuracy %", "dimensions used", "RankMe"];
        var table = Screen.Table([.. report.Pairs.Count > 1 ? ["pairs"] : Array.Empty<string>(), .. heads, .. isChecked ? ["measured"] : Array.Empty<string>()]);
        foreach (var ranked in report.Ranking.Take(Shown))
        {
            var f = ranked.Forecast;
            string[] cells =
            [
                ranked.Candidate.Name, f is null ? "-" : Number(f.Error), f is null ? "-" : $"{Number(f.Interval.Low)} to {Number(f.Interval.High)}", f is null ? "-" : (100 * f.Accuracy).ToString("F0", CultureInfo.InvariantCulture),
                ranked.Candidate.Rank == 0 ? "-" : $"{ranked.Candidate.Rank}", ranked.Candidate.Rank == 0 ? "-" : ranked.Candidate.RankMe.ToString("F1", CultureInfo.InvariantCulture),
            ];
            table.AddTextRow([.. report.Pairs.Count > 1 ? [ranked.Pairs] : Array.Empty<string>(), .. cells, .. isChecked ? [f?.Measured is { } m ? Number(m) : "-"] : Array.Empty<string>()]);
        }

        console.Write(table);
        if (report.Ranking.Count > Shown) console.WriteLine($"The first {Shown} of {report.Ranking.Count} candidates; --json gives all.");
        foreach (var finding in report.Findings) console.WriteLine($"- {finding.Text}");
        if (train is null) return;
        console.WriteLine($"Next: {train.Command("runs/advised")}");
        console.WriteLine(train.Note);
    }

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
