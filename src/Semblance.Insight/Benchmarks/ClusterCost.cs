using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>k-means from one start, beside scikit-learn.</summary>
internal sealed class ClusterCost : Benchmark
{
    public override string Name => "k-means";

    public override string Group => "evaluation";

    public override string What => "k-means, 60,000 rows of 128, 10 clusters, one start";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var features = BenchmarkFeatures.Of(context);
        var rows = features.Train.ToTensor();
        var inertia = 0.0;
        void Fit() => inertia = KMeans.Fit(rows, features.Train, BenchmarkFeatures.Classes, 1, 0).Inertia;
        Fit();
        var figure = new BenchmarkFigure { Name = Name, What = FormattableString.Invariant($"k-means, {features.Train.Rows} rows of {features.Train.Dim}, 10 clusters, one start"), Unit = "s", Peer = "scikit-learn" };
        var (result, last) = context.Pair(figure, 1, () => Timing.Of(Fit), "evaluation.kmeans", new { files = features.Files, clusters = BenchmarkFeatures.Classes });
        var details = new Dictionary<string, double> { ["inertia"] = inertia };
        if (last?.Number("inertia") is { } theirs) details["peer_inertia"] = theirs;
        return [result with { Details = details }];
    }
}
