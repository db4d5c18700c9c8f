namespace Semblance.Training.Profile;

/// <summary>Time of one phase.</summary>
/// <param name="Phase">Which.</param>
/// <param name="Seconds">Seconds a step; of evaluation and files in all.</param>
/// <param name="Share">Share of a step; null for what is not part of one.</param>
/// <param name="Gigaflops">Rate of its convolutions and matrix products, in GFLOP/s of the whole phase; null where it has none.</param>
public sealed record PhaseTime(TrainPhase Phase, double Seconds, double? Share, double? Gigaflops);
