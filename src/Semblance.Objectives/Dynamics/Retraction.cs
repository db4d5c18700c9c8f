namespace Semblance.Objectives.Dynamics;

/// <summary>How a step along a tangent of the orthonormal frames comes back to an orthonormal frame.</summary>
public enum Retraction
{
    /// <summary>The Q factor of point + tangent, diagonal of R positive; the cheapest.</summary>
    Qr,

    /// <summary>The nearest orthonormal frame to point + tangent.</summary>
    Polar,

    /// <summary>The Cayley transform of the tangent's skew form, applied to the point; never leaves the frames, keeps QᵀQ to rounding.</summary>
    Cayley,
}
