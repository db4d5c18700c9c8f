namespace Semblance.Insight.Style;

/// <summary>What a decoder fitted to frozen features gives back on test samples.</summary>
/// <param name="Error">Mean squared error of a value; pixels are in [0, 1].</param>
/// <param name="MeanError">That of the mean training sample: what features without information give.</param>
public sealed record Reconstruction(double Error, double MeanError);
