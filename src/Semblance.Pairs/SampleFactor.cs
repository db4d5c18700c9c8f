namespace Semblance.Pairs;

/// <summary>Something known of every sample beside its class.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">Its value for each sample, from 0, [samples].</param>
/// <param name="Count">Number of values it may have.</param>
public sealed record SampleFactor(string Name, IReadOnlyList<int> Values, int Count);
