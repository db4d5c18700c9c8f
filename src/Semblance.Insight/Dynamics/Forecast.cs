using Semblance.Numerics;

namespace Semblance.Insight.Dynamics;

/// <summary>The learning curve of a linear model, foretold from its pairs.</summary>
public sealed record Forecast
{
    /// <summary>The leading modes, largest eigenvalue first.</summary>
    public required IReadOnlyList<ModeForecast> Modes { get; init; }

    /// <summary>Times of <see cref="Strengths"/>, ascending, in learning rate times steps, [times].</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Strength of each mode at each time, [times, modes].</summary>
    public required Matrix Strengths { get; init; }

    /// <summary>When to stop, before noise is learnt; null when there is nothing to stop for.</summary>
    public double? StopTime { get; init; }

    /// <summary>How the stop time came about.</summary>
    public required string StopReason { get; init; }

    /// <summary>Learning rate above which gradient descent cannot settle at the end point; infinite when there is none.</summary>
    public required double MaxLearningRate { get; init; }

    /// <summary>What the curve belongs to: the loss, in words.</summary>
    public required string Loss { get; init; }

    /// <summary>What must hold for the forecast.</summary>
    public required string Validity { get; init; }

    /// <summary><c>whitened</c> or <c>own</c>.</summary>
    public required string Inputs { get; init; }

    /// <summary>Name of the features the model is linear in.</summary>
    public required string Features { get; init; }

    /// <summary>Largest relative change of a leading eigenvalue when the landmarks are halved; null where features are not drawn.</summary>
    public double? FeatureError { get; init; }

    /// <summary>How good the leading directions are; null where all were followed.</summary>
    public LeadingFit? Leading { get; init; }

    /// <summary>Seen on the way, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Modes that are ever learnt.</summary>
    public int Learnt => Modes.Count(m => m.IsLearnt);

    /// <summary>Modes told from noise; null when not checked.</summary>
    public int? Signal => Modes.All(m => m.HeldOut is null) ? null : Modes.Count(m => m.HeldOut?.IsSignal == true);
}
