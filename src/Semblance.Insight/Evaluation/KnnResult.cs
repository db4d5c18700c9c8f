namespace Semblance.Insight.Evaluation;

/// <summary>What the k-NN classifier reached.</summary>
/// <param name="Accuracy">Share of test rows classified right.</param>
/// <param name="Interval">Wilson interval.</param>
/// <param name="K">Neighbours that voted.</param>
/// <param name="Temperature">Temperature of the votes.</param>
/// <param name="Centre">Whether the mean of the training features was subtracted.</param>
public sealed record KnnResult(double Accuracy, Interval Interval, int K, double Temperature, bool Centre);
