namespace Semblance.Objectives.Tests.Checking;

/// <summary>A number and its derivative along one direction: exact derivatives of plain loops, with nothing in common with the engine.</summary>
public readonly record struct Dual(double Value, double Slope)
{
    public static implicit operator Dual(double value) => new(value, 0);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Value * b.Slope) + (a.Slope * b.Value));

    public static Dual operator /(Dual a, Dual b) => new(a.Value / b.Value, (a.Slope - (a.Value / b.Value * b.Slope)) / b.Value);

    public static Dual Exp(Dual a) => new(Math.Exp(a.Value), Math.Exp(a.Value) * a.Slope);

    public static Dual Log(Dual a) => new(Math.Log(a.Value), a.Slope / a.Value);

    public static Dual Sqrt(Dual a) => new(Math.Sqrt(a.Value), a.Slope / (2 * Math.Sqrt(a.Value)));

    public static Dual Max(double low, Dual a) => a.Value > low ? a : low;
}
