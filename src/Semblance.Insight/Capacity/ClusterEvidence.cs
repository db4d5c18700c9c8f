namespace Semblance.Insight.Capacity;

/// <summary>The clusters that the chosen functions make of held-out samples, and what follows from them.</summary>
/// <param name="Count">Clusters that were found, at most as many as chosen functions.</param>
/// <param name="Sizes">Share of the views in each cluster, [count], descending.</param>
/// <param name="Leakage">alpha: share of pairs whose views lie in different clusters.</param>
/// <param name="Agreement">Adjusted Rand index of the indicator assignment with k-means on the same functions; low where there are fewer functions than clusters.</param>
/// <param name="LabelAgreement">Adjusted Rand index with the labels; null without.</param>
/// <param name="Certificate">Bounds on how far the functions are from indicators of these clusters; null where a cluster is too small or leaks as much as it holds.</param>
public sealed record ClusterEvidence(int Count, IReadOnlyList<double> Sizes, double Leakage, double Agreement, double? LabelAgreement, ClusterCertificate? Certificate);
