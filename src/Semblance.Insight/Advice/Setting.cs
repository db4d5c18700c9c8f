using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Advice;

/// <summary>Leave-one-out error of the advised method when one of its settings is changed.</summary>
/// <param name="Value">The setting: a dimension, a batch size, an invariance.</param>
/// <param name="Error">Its error, as a share of that of predicting class frequencies.</param>
/// <param name="Excess">95% interval of its error minus the least of the list: bootstrap over labelled rows.</param>
public sealed record Setting(double Value, double Error, Interval Excess);
