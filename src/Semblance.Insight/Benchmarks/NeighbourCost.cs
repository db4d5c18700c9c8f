using Semblance.Insight.Evaluation;
using Semblance.Pairs.Neighbours;

namespace Semblance.Insight.Benchmarks;

/// <summary>Exact cosine nearest neighbours and their vote, beside scikit-learn.</summary>
internal sealed class NeighbourCost : Benchmark
{
    private const int Neighbours = 20;

    public override string Name => "knn";

    public override string Group => "evaluation";

    public override string What => "k-NN classifier, 60,000 x 10,000 rows of 128, k=20, cosine";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        var features = BenchmarkFeatures.Of(context);
        var accuracy = 0.0;
        var figure = new BenchmarkFigure { Name = Name, What = Sized(features), Unit = "s", Peer = "scikit-learn", Target = BenchmarkTarget.Ratio(15) };
        NearestNeighbours.Search(features.Train.Values, features.Test.Values[..(512 * features.Test.Dim)], features.Train.Dim, Neighbours, Metric.Cosine);
        var (result, last) = context.Pair(
            figure, 1, () => Timing.Of(() => accuracy = Accuracy(features)), "evaluation.knn", new { files = features.Files, k = Neighbours }, Math.Min(3, context.Repeats));
        var details = new Dictionary<string, double> { ["accuracy"] = accuracy };
        if (last?.Number("accuracy") is { } theirs) details["peer_accuracy"] = theirs;

        // Neighbours within a rounding of each other may be taken in either order: at most a few of 10,000 votes turn on that.
        var isSame = !details.TryGetValue("peer_accuracy", out var peer) || Math.Abs(peer - accuracy) <= 5e-4;
        yield return (result with { Details = details, Note = isSame ? result.Note : "the two accuracies differ" }).Judged(!context.Options.IsQuick, isSame);
    }

    /// <summary>Accuracy of plain votes, ties to the lower class, as scikit-learn's.</summary>
    internal static double Accuracy(BenchmarkFeatures features)
    {
        var table = NearestNeighbours.Search(features.Train.Values, features.Test.Values, features.Train.Dim, Neighbours, Metric.Cosine);
        var votes = KnnProbe.Vote(table, features.TrainLabels, BenchmarkFeatures.Classes, double.PositiveInfinity);
        return (double)votes.Where((vote, row) => vote == features.Test.Labels![row]).Count() / votes.Length;
    }

    private static string Sized(BenchmarkFeatures features) =>
        FormattableString.Invariant($"k-NN classifier, {features.Train.Rows} x {features.Test.Rows} rows of {features.Train.Dim}, k={Neighbours}, cosine");
}
