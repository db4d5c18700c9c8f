namespace Semblance.Training.Loop;

/// <summary>What a short look at the representation during training gave; null where not measured.</summary>
internal sealed record OnlineScores(double? Knn = null, double? RankMe = null, double? EmbeddingRankMe = null);
