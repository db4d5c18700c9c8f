namespace Semblance.Insight.Evaluation;

/// <summary>What multinomial logistic regression reached.</summary>
/// <param name="Accuracy">Share of test rows classified right.</param>
/// <param name="Interval">Wilson interval.</param>
/// <param name="L2">Penalty that was selected or given.</param>
/// <param name="ValidationAccuracy">Accuracy of that penalty on the validation split; null when it was given.</param>
/// <param name="TrainAccuracy">Share of training rows classified right after the last fit.</param>
/// <param name="Iterations">L-BFGS iterations of the last fit.</param>
/// <param name="HasConverged">False when the last fit ended by its iteration limit or by rounding.</param>
public sealed record LinearResult(double Accuracy, Interval Interval, double L2, double? ValidationAccuracy, double TrainAccuracy, int Iterations, bool HasConverged);
