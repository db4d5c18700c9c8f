namespace Semblance.Objectives.VicReg;

/// <summary>An open interval of invariance weights.</summary>
/// <param name="Lowest">Not itself included, unless it is 0.</param>
/// <param name="Highest">Not itself included; may be infinite.</param>
public sealed record InvarianceRange(double Lowest, double Highest);
