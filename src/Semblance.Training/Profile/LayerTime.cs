namespace Semblance.Training.Profile;

/// <summary>Time of the operators of one kind in the forward pass.</summary>
/// <param name="Kind">convolution, normalisation, activation, product, pooling, addition or other.</param>
/// <param name="Calls">Calls a step.</param>
/// <param name="Seconds">Seconds a step.</param>
/// <param name="Share">Share of a step.</param>
/// <param name="Gigaflops">GFLOP/s; null for kinds whose operations are not counted.</param>
public sealed record LayerTime(string Kind, double Calls, double Seconds, double Share, double? Gigaflops);
