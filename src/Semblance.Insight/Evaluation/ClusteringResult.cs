namespace Semblance.Insight.Evaluation;

/// <summary>Clusterings fitted to the training features without labels and scored on the test rows.</summary>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="KMeans">k-means.</param>
/// <param name="Gmm">Gaussian mixture.</param>
/// <param name="GmmCovariance">tied or diagonal.</param>
public sealed record ClusteringResult(int Clusters, ClusterScores KMeans, ClusterScores Gmm, string GmmCovariance);
