using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Clusters the standardised training features and scores the clusters of the test rows against their classes.</summary>
internal static class ClusteringProbe
{
    internal static ClusteringResult Run(Problem p)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var clusters = p.Options.Clusters ?? p.Classes;
        var (train, test) = p.Standardised;
        var (known, unknown) = (train.ToTensor(), test.ToTensor());
        var means = KMeans.Fit(known, train, clusters, p.Options.Restarts, p.Options.Seed);
        var mixture = GaussianMixture.Fit(known, means.Assign(known).Labels, clusters, p.Options.GmmCovariance == "tied");
        // Test labels may include classes that training does not have.
        var classes = new ClassMap(p.Test.Labels!).Of(p.Test.Labels!);
        return new ClusteringResult(clusters, Score(means.Assign(unknown).Labels, classes, p), Score(mixture.Assign(unknown), classes, p), p.Options.GmmCovariance);
    }

    internal static ClusterScores Score(int[] clusters, int[] classes, Problem p)
    {
        var all = new Contingency(clusters, classes);
        var matching = all.Matching();
        Interval Of(Func<Contingency, double> statistic) => Statistics.Bootstrap(
            statistic(all), clusters.Length, p.Options.Bootstrap, p.Options.Seed, counts => statistic(new Contingency(clusters, classes, counts)));
        return new ClusterScores(all.Accuracy(matching), Of(c => c.Accuracy(matching)), all.Nmi(), Of(c => c.Nmi()), all.Ari(), Of(c => c.Ari()));
    }
}
