namespace Semblance.Insight.Evaluation;

/// <summary>What a probe with one hidden layer reached.</summary>
/// <param name="Accuracy">Share of test rows classified right.</param>
/// <param name="Interval">Wilson interval.</param>
/// <param name="Hidden">Units of the hidden layer.</param>
/// <param name="Epochs">Epoch whose weights were kept, 1-based: the best on the validation split.</param>
/// <param name="ValidationAccuracy">Accuracy there.</param>
public sealed record MlpResult(double Accuracy, Interval Interval, int Hidden, int Epochs, double ValidationAccuracy);
