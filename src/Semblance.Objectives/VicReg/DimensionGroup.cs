namespace Semblance.Objectives.VicReg;

/// <summary>Dimensions of equal variance that share consecutive directions.</summary>
/// <param name="First">First dimension, and first direction.</param>
/// <param name="End">One past the last dimension; directions end here too, or where there are no more.</param>
/// <param name="Variance">Of each dimension.</param>
/// <param name="Level">What a direction at distance 0 would get; the others get less by slope * distance.</param>
/// <param name="Loss">Contribution to dim times the loss.</param>
internal readonly record struct DimensionGroup(int First, int End, double Variance, double Level, double Loss);
