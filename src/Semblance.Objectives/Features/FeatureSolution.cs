using Semblance.Numerics;
using Semblance.Objectives.Dynamics;

namespace Semblance.Objectives.Features;

/// <summary>What a spectral loss learns of linear features.</summary>
/// <param name="Eigenvalues">Of P w = lambda M w, descending, one for each direction the features span: how much of it pairs share. All at most 1, except with unequal classes counted alike.</param>
/// <param name="Weights">The encoder of least norm, [dim, d]; rows beyond the positive eigenvalues are 0.</param>
/// <param name="Directions">All w, [d, directions], with w' M w = 1; of equal eigenvalues the shortest come first.</param>
public sealed record FeatureSolution(double[] Eigenvalues, Matrix Weights, Matrix Directions)
{
    /// <summary>Smallest loss: minus the sum of the squares of the kept eigenvalues.</summary>
    public double Loss => -Eigenvalues.Take(Weights.Rows).Where(v => v > 0).Sum(v => v * v);

    /// <summary>Rows that are used.</summary>
    public int Rank => Eigenvalues.Take(Weights.Rows).Count(v => v > 0);

    /// <summary>How strongly a column of the features is learnt: the length of W e.</summary>
    /// <param name="feature">Column, from 0.</param>
    public double Strength(int feature) => Strength(Weights, feature);

    /// <summary>How strongly any encoder takes in a column of its features.</summary>
    /// <param name="weights">W, [dim, d].</param>
    /// <param name="feature">Column, from 0.</param>
    public static double Strength(Matrix weights, int feature)
    {
        var sum = 0.0;
        for (var row = 0; row < weights.Rows; row++) sum += weights[row, feature] * weights[row, feature];
        return Math.Sqrt(sum);
    }

    /// <summary>Embeds samples.</summary>
    /// <param name="samples">Features, the constant included where the moments have it, [n, d].</param>
    /// <returns>[n, dim].</returns>
    public Matrix Transform(Matrix samples) => samples.TimesTranspose(Weights);
}
