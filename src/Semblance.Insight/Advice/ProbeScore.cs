namespace Semblance.Insight.Advice;

/// <summary>Leave-one-out result of a probe at one ridge penalty.</summary>
/// <param name="Losses">Squared error of each row when it is left out, in units of the error of predicting class frequencies. [rows]</param>
/// <param name="Hits">Whether the left-out row's class came first, 1 or 0. [rows]</param>
/// <param name="Penalty">The penalty for each row, in the unit of the scaled features.</param>
/// <param name="FittedDim">Degrees of freedom the probe spends: the sum of its leverages, intercept left out.</param>
internal sealed record ProbeScore(double[] Losses, double[] Hits, double Penalty, double FittedDim)
{
    /// <summary>Logarithm of the marginal likelihood of the labels, a constant left out; minus infinity where features were made from the labels.</summary>
    internal double Evidence { get; init; } = double.NegativeInfinity;

    /// <summary>Mean of <see cref="Losses"/>: 0 is perfect, 1 no better than knowing how frequent classes are.</summary>
    internal double Error => Losses.Average();

    /// <summary>Share of rows told right when left out.</summary>
    internal double Accuracy => Hits.Average();
}
