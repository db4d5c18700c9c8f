using Semblance.Numerics;

namespace Semblance.Pairs.Moments;

/// <summary>First moments of the views of each class.</summary>
/// <param name="Counts">Sum of the weights of the labelled samples of each class, [classes].</param>
/// <param name="Means">Mean of the views of each class minus the mean of all views, labelled or not, [classes, d]; zeros for an empty class.</param>
public sealed record LabelMoments(double[] Counts, Matrix Means);
