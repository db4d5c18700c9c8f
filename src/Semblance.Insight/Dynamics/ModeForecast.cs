namespace Semblance.Insight.Dynamics;

/// <summary>The forecast of one mode: a direction of the pairs, and when and how far it is learnt.</summary>
public sealed record ModeForecast
{
    /// <summary>Number, from 1, in the order of <see cref="Rho"/>.</summary>
    public required int Mode { get; init; }

    /// <summary>Eigenvalue that drives it: canonical correlation of the views on whitened inputs, else eigenvalue of the cross-view moment (of C for orthonormal weights).</summary>
    public required double Rho { get; init; }

    /// <summary>Correlation of two views along the direction, in [-1, 1].</summary>
    public required double Correlation { get; init; }

    /// <summary>The same on samples the direction was not fitted on; null when not checked.</summary>
    public HeldOut? HeldOut { get; init; }

    /// <summary>Strength of the weights at the start.</summary>
    public required double Start { get; init; }

    /// <summary>First time (learning rate times steps) at which it has half of its final strength; infinite when it is never learnt.</summary>
    public required double HalfTime { get; init; }

    /// <summary>Half-times for eigenvalues two standard errors larger and smaller; null when not known.</summary>
    public (double Low, double High)? HalfTimeRange { get; init; }

    /// <summary>Half-time in steps; null without a learning rate.</summary>
    public double? HalfStep { get; init; }

    /// <summary>Strength at the end, diag(W'W): on whitened inputs the variance of the embedding along it.</summary>
    public required double Final { get; init; }

    /// <summary>Why it is never learnt; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it is ever learnt.</summary>
    public bool IsLearnt => double.IsFinite(HalfTime);
}
