using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Advice;

/// <summary>What error to expect of a linear probe on a candidate's representation.</summary>
/// <param name="Error">Leave-one-out squared error with the labels there are, as a share of that of predicting class frequencies: 0 perfect, 1 nothing learnt.</param>
/// <param name="Interval">95% interval of the error: bootstrap over labelled rows.</param>
/// <param name="Accuracy">Share of left-out rows whose class came first.</param>
/// <param name="AccuracyInterval">95% interval of the accuracy (Wilson).</param>
/// <param name="Excess">Error minus that of the first of the ranking.</param>
/// <param name="ExcessInterval">95% interval of the excess: bootstrap over labelled rows, the same rows for both.</param>
/// <param name="Curve">Errors to expect with fewer and more labels.</param>
public sealed record Forecast(double Error, Interval Interval, double Accuracy, Interval AccuracyInterval, double Excess, Interval ExcessInterval, IReadOnlyList<ForecastPoint> Curve)
{
    /// <summary>Error on labelled rows that were not used; null when this was not asked for.</summary>
    public double? Measured { get; init; }

    /// <summary>Accuracy on labelled rows that were not used; null when this was not asked for.</summary>
    public double? MeasuredAccuracy { get; init; }
}
