using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Insight.Evaluation;
using Semblance.Insight.Style;
using Semblance.Options;
using Semblance.Training.Runs;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Evaluates frozen features: of a run, or from files.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Option<string?> _run = Flags.OptionalText("--run", "The run to evaluate; the result is also written into its folder.", "RUN");
    private readonly Option<bool> _baselines = Flags.Switch("--baselines", "With --run: also evaluate raw inputs, their PCA and the untrained encoder, and compare all with few labels.");
    private readonly Option<bool> _style = Flags.Switch("--style", "With --run: also score content and style (what the augmentations drew, attributes) at every layer, and what a decoder gets back.");
    private readonly Option<int> _styleRows = Flags.Integer("--style-rows", "With --style: training samples the probes are fitted on, at most; half as many are tested on.", 20_000, 200, 10_000_000);
    private readonly Option<string> _layer = Flags.Text("--layer", $"With --run: {Words.Layers}", Words.Own);
    private readonly Option<string[]> _train = Flags.Texts("--train", "Training features [rows, dim] and their labels or targets.", "X.npy Y.npy", 2, 2);
    private readonly Option<string[]> _test = Flags.Texts("--test", "Test features and their labels or targets; nothing is chosen by them.", "X.npy Y.npy", 2, 2);
    private readonly Option<string> _answers = Flags.Text("--answers", "What the second files hold: classes, numbers, or auto (one column of whole numbers are classes).", "auto");
    private readonly RecordOptions _record = new(typeof(EvaluationOptions), "seed");
    private readonly Option<string?> _config = Flags.OptionalText(MethodOptions.ConfigName, "A YAML file of these options; the command line wins.", "FILE.yaml");
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<int> _workers = DataOptions.Workers();

    public override string Name => "evaluate";

    public override string Summary => "k-NN, linear and MLP probe, clustering and regression on frozen features, each with a 95% interval.";

    public override IReadOnlyList<string> Examples =>
        ["semblance evaluate --run runs/first --baselines", "semblance evaluate --run runs/first --style", "semblance evaluate --train x.npy y.npy --test xt.npy yt.npy --parts knn,linear --json"];

    public override IReadOnlyList<Symbol> Symbols => [_run, _baselines, _style, _styleRows, _layer, _train, _test, _answers, .. _record.Symbols, _config, _root, _workers];

    public override Outcome Run(Session session)
    {
        var values = _record.Values(session).ToList();
        if (session.HasSeed) values.Add(new("seed", session.Seed.ToString(CultureInfo.InvariantCulture)));
        var options = OptionSet.Read<EvaluationOptions>(values, "evaluate");
        var hasFiles = session.Has(_train) || session.Has(_test);
        if (session.Get(_run) is not { } run)
        {
            return hasFiles
                ? OfFiles(session, options)
                : throw new RequestException("there is nothing to evaluate", "neither --run nor --train and --test were given", $"for example: {Examples[0]}");
        }

        if (hasFiles) throw new RequestException("--run excludes --train and --test", "both were given", "give a run, or files");
        return OfRun(session, run, options);
    }

    private Outcome OfRun(Session session, string run, EvaluationOptions evaluation)
    {
        var folder = RunFolder.Open(run);
        var options = new RunEvaluationOptions
        {
            DataRoot = session.Get(_root),
            Device = session.Device,
            Workers = session.Get(_workers),
            Layer = Words.Layer(session.Get(_layer)!, folder),
            Baselines = session.Get(_baselines),
            Style = session.Get(_style) ? Style(session, evaluation) : null,
            Evaluation = evaluation,
        };
        var document = RunEvaluation.Run(folder, options, Notes(session));
        return new(document, console =>
        {
            EvaluationTables.Show(console, [.. document["features"]!.AsArray().Select(f => f!.AsObject())]);
            if (document["few_labels"] is JsonArray few) EvaluationTables.ShowFewLabels(console, few);
            if (document["style"] is JsonObject style) StyleTables.Show(console, style);
        });
    }

    private StyleOptions Style(Session session, EvaluationOptions evaluation) => new()
    {
        TrainRows = session.Get(_styleRows),
        TestRows = session.Get(_styleRows) / 2,
        Seed = evaluation.Seed,
        Workers = session.Get(_workers),
    };

    private Outcome OfFiles(Session session, EvaluationOptions options)
    {
        var (train, test) = (session.Get(_train)!, session.Get(_test)!);
        if (train.Length != 2 || test.Length != 2)
        {
            throw new RequestException("--train and --test belong together", $"{train.Length} and {test.Length} files", "give features and labels to each: --train x.npy y.npy --test xt.npy yt.npy");
        }

        var answers = session.Get(_answers)!;
        var trainSet = FeatureFiles.Read(train, answers, "train");
        var testSet = FeatureFiles.Read(test, trainSet.Labels is null ? "numbers" : "classes", "test");
        var document = EvaluationJson.From(Evaluator.Run(trainSet, testSet, options, Notes(session)));
        return new(document, console => EvaluationTables.Show(console, [document]));
    }

    private static Action<string> Notes(Session session) => step =>
    {
        session.Cancellation.ThrowIfCancellationRequested();
        session.Note($"{step} ...");
    };
}
