namespace Semblance.Pairs.Randomness;

/// <summary>Four words of 32 bits: a counter value or what it gives.</summary>
internal readonly record struct PhiloxBlock(uint First, uint Second, uint Third, uint Fourth);
