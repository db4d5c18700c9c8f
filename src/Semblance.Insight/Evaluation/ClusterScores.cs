namespace Semblance.Insight.Evaluation;

/// <summary>How well a clustering of the test rows agrees with their classes.</summary>
/// <param name="Acc">Accuracy under the best one-to-one matching of clusters and classes.</param>
/// <param name="AccInterval">Bootstrap interval with that matching held fixed.</param>
/// <param name="Nmi">Mutual information over the mean of both entropies, 0..1.</param>
/// <param name="NmiInterval">Bootstrap interval.</param>
/// <param name="Ari">Adjusted Rand index: 1 the same partition, 0 by chance.</param>
/// <param name="AriInterval">Bootstrap interval.</param>
public sealed record ClusterScores(double Acc, Interval AccInterval, double Nmi, Interval NmiInterval, double Ari, Interval AriInterval);
