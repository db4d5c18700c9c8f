using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;

namespace Semblance.Insight.Advice;

/// <summary>Unit-variance directions of features.</summary>
/// <param name="Mean">Mean of the features, [p].</param>
/// <param name="Weight">Directions, [p, k].</param>
internal sealed record Basis(double[] Mean, Matrix Weight)
{
    /// <summary>Coordinates of rows, [n, p] to [n, k].</summary>
    internal Matrix Coordinates(Matrix rows) => new SpectralEncoder(new LinearFeatures(Mean.Length), Mean, Weight).Transform(rows);
}
