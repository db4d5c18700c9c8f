using Semblance.Errors;
using Semblance.Insight.Evaluation;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Closed forms on images, beside a trained encoder.</summary>
internal sealed class FashionFeatures : Experiment
{
    private const int Dim = 64, TrainRows = 10_000, TestRows = 5_000;

    public override string Id => "FashionMNIST";

    public override string Title => "Closed forms on FashionMNIST";

    public override string Source => "No figure of the paper: what the closed forms are worth on images";

    public override string Shows => "Each method's optimal linear encoder of 64 dimensions on pixels, on an untrained convolutional network's features and, with --run, on a trained one's: k-NN and linear probe on rows not used to fit the probe.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (context.IsQuick)
        {
            findings.Skip("60,000 images are augmented for this: it is part of the full run only");
            return;
        }

        var rows = new List<IReadOnlyList<string>>();
        Add(context, findings, rows, "pixels", new PairRequest());
        Add(context, findings, rows, "random convolutions", new PairRequest { Encoder = "cnn" });
        if (context.Options.Run is { } run) Add(context, findings, rows, "trained features", new PairRequest { Run = run });
        else findings.Note("Trained features are shown when a run on FashionMNIST is given with --run.");
        if (rows.Count == 0) return;
        findings.Add(new Table(
            "Accuracy in per cent", $"Augmentation preset fashion, one pass; {TrainRows} labelled rows to fit, {TestRows} others to test, in brackets the 95% interval of the linear probe.",
            ["features and method", "dimensions", "k-NN", "linear probe"], rows));
    }

    private static void Add(ExperimentContext context, Findings findings, List<IReadOnlyList<string>> rows, string name, PairRequest request)
    {
        try
        {
            using var input = PairInput.Open(request with { Data = "fashion-mnist", DataRoot = context.Options.DataRoot, Augment = "fashion", Seed = context.Seed });
            var moments = input.Moments(new LinearFeatures(input.Dim), (done, all) => context.Step($"{name}: {done} of {all} images"), context.Cancellation);
            var (train, test) = (input.Rows([.. Enumerable.Range(0, TrainRows)], context.Cancellation), input.Rows([.. Enumerable.Range(TrainRows, TestRows)], context.Cancellation));
            Evaluate(context, rows, name, train, test, input.Labels!);
            foreach (var (method, optimum) in Methods())
            {
                context.Step($"{name}: {method}");
                var encoder = LinearSolver.Solve(moments, optimum, new SolveOptions { Dim = Dim, Ridge = 1e-3 }).Encoder!;
                Evaluate(context, rows, $"{name}, {method}", encoder.Transform(train), encoder.Transform(test), input.Labels!);
            }
        }
        catch (RequestException e)
        {
            findings.Skip($"{name}: {e.Message}");
        }
    }

    private static (string Name, Optimum Optimum)[] Methods() =>
    [
        ("whitening", Forms.Whitening()), ("VICReg squared, r = .5", Forms.SquaredVicReg(0.5, Dim)), ("VICReg hinge, 25/25/1", Forms.HingeVicReg(25.0 / Dim, 2.0 / Dim, 25.0 / Dim, Dim)),
        ("spectral contrastive", Forms.SpectralContrastive()), ("Barlow Twins", Forms.BarlowTwins(0.0051)), ("supervised", Forms.Supervised()),
    ];

    private static void Evaluate(ExperimentContext context, List<IReadOnlyList<string>> rows, string name, Matrix train, Matrix test, IReadOnlyList<int> labels)
    {
        var options = new EvaluationOptions { Parts = "knn,linear", Seed = (int)context.Seed };
        var report = Evaluator.Run(Set(train, labels, 0, "train"), Set(test, labels, TrainRows, "test"), options);
        var linear = report.Linear!;
        rows.Add([name, $"{train.Columns}", Percent(report.Knn!.Accuracy), $"{Percent(linear.Accuracy)} [{Percent(linear.Interval.Low)}, {Percent(linear.Interval.High)}]"]);
    }

    private static FeatureSet Set(Matrix rows, IReadOnlyList<int> labels, int first, string name) =>
        new(Array.ConvertAll(rows.Values, v => (float)v), rows.Rows, rows.Columns, [.. Enumerable.Range(first, rows.Rows).Select(i => (long)labels[i])], name: name);

    private static string Percent(double share) => Words.Of(100 * share, 1);
}
