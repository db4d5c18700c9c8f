using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Advice;

/// <summary>The error to expect with a number of labels.</summary>
/// <param name="Labels">Number of labelled samples.</param>
/// <param name="Error">Expected error, as a share of that of predicting class frequencies.</param>
/// <param name="Interval">95% interval. With fewer labels than there are (up to 500): of the mean over random parts of them. Else from the ends of the interval of the leave-one-out
/// error; what the formula itself is off by is not in it.</param>
public sealed record ForecastPoint(int Labels, double Error, Interval Interval);
