using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Flow of the trace losses under an orthonormality constraint on the weights: what is held of each direction.</summary>
/// <remarks>The spectrum is that of C (<see cref="TraceForm"/>). The constraint always fills all dimensions, with directions of negative eigenvalue too
/// if no others are left. See <see cref="GrassmannFlow"/> for the projector, angles and the exact law of the discrete steps.</remarks>
public sealed class OrthonormalFlow : IFlow
{
    /// <inheritdoc/>
    public string Validity => "exact for a linear model with orthonormal weights, full batches and a small learning rate, from any frame";

    /// <inheritdoc/>
    public double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time) => new GrassmannFlow(spectrum, initial).Captures(time);

    /// <inheritdoc/>
    public double[] Limits(IReadOnlyList<double> spectrum, Matrix initial) => Variances(spectrum, initial, double.PositiveInfinity);

    /// <inheritdoc/>
    public double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial) => new GrassmannFlow(spectrum, initial).HalfTimes();

    /// <inheritdoc/>
    public double LargestStableStep(IReadOnlyList<double> spectrum)
    {
        var range = FlowInput.Spectrum(spectrum).Max() - spectrum.Min();
        return range > 0 ? 1 / range : double.PositiveInfinity;
    }
}
