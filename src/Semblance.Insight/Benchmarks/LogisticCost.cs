using Semblance.Files;
using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>A logistic-regression probe to the same minimum as scikit-learn's: mean cross-entropy + |W|^2 / (2 rows).</summary>
internal sealed class LogisticCost : Benchmark
{
    private const double Within = 1e-4;

    public override string Name => "logistic";

    public override string Group => "evaluation";

    public override string What => "logistic probe, 60,000 rows of 128, 10 classes";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        using var scope = new TensorScope();
        var features = BenchmarkFeatures.Of(context);
        var penalty = 1.0 / features.Train.Rows;
        var rows = features.Train.ToTensor();
        double[] point = [];
        Fit(features, rows, penalty);
        var figure = new BenchmarkFigure
        {
            Name = Name, What = FormattableString.Invariant($"logistic probe, {features.Train.Rows} rows of {features.Train.Dim}, 10 classes"), Unit = "s", Peer = "scikit-learn", Target = BenchmarkTarget.Ratio(2),
        };
        var file = context.Path("theirs.npy");
        var (result, last) = context.Pair(
            figure, 1, () => Timing.Of(() => point = Fit(features, rows, penalty)), "evaluation.logistic", new { files = features.Files, strength = 1.0, iterations = 200, @out = file });
        var exact = rows.To(ElementType.Float64);
        var details = new Dictionary<string, double> { ["objective"] = Objective(exact, features, point, penalty) };
        if (last is { Reason: null }) details["peer_objective"] = Objective(exact, features, Npy.Read(file).ToDoubles(), penalty);
        var isSame = !details.TryGetValue("peer_objective", out var peer) || details["objective"] - peer <= Within * peer;
        return [(result with { Details = details, Note = isSame ? result.Note : "the objective is above the peer's" }).Judged(!context.Options.IsQuick, isSame)];
    }

    internal static double[] Fit(BenchmarkFeatures features, Tensor rows, double penalty) =>
        LogisticRegression.Fit(rows, features.TrainLabels, BenchmarkFeatures.Classes, penalty, LinearProbe.Refitting).Point;

    private static double Objective(Tensor rows, BenchmarkFeatures features, double[] point, double penalty)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return LogisticRegression.Of(rows, features.TrainLabels, BenchmarkFeatures.Classes).Evaluate(point, new double[point.Length], penalty);
    }
}
