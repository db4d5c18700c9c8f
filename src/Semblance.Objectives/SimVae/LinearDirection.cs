namespace Semblance.Objectives.SimVae;

/// <summary>A direction of the samples in the linear SimVAE.</summary>
/// <param name="Content">Variance of the sum of a sample's views over root J, c_b.</param>
/// <param name="Style">Variance of a contrast of a sample's views, c_w.</param>
/// <param name="Loading">Squared loading at the maximum of the likelihood; 0 where the direction is dropped.</param>
/// <param name="Gain">Log likelihood of a group gained by keeping it, nats.</param>
/// <param name="IsCertain">Whether the rule a (c_b - s) + (J - 1) b (c_w - s) > 0 holds, by which it is kept.</param>
public sealed record LinearDirection(double Content, double Style, double Loading, double Gain, bool IsCertain);
