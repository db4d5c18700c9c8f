namespace Semblance.Pairs.Neighbours;

/// <summary>How far each row lies from its neighbours.</summary>
/// <param name="MeanDistance">Mean distance to the k nearest other rows, [rows]; cosine: one minus similarity.</param>
/// <param name="ZScore">Standard score of the logarithm of that distance over all rows, [rows]; above 3 is rare.</param>
public sealed record OutlierScores(float[] MeanDistance, float[] ZScore);
