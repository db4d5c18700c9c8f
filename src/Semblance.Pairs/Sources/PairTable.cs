using Semblance.Errors;

namespace Semblance.Pairs.Sources;

/// <summary>Pairs of sample numbers with weights.</summary>
/// <param name="First">One end of each pair, [pairs].</param>
/// <param name="Second">The other end, [pairs].</param>
/// <param name="Weights">Weight of each pair, above 0, [pairs].</param>
internal sealed record PairTable(int[] First, int[] Second, double[] Weights)
{
    private const long FreeSamples = 1_000_000;

    /// <summary>One more than the largest number, for a list that says nothing else of how many samples there are.</summary>
    internal int Samples(string file)
    {
        var largest = (long)Math.Max(First.Max(), Second.Max());
        if (largest < FreeSamples + (100L * First.Length)) return (int)largest + 1;
        throw new RequestException(
            $"pair list '{file}' does not hold row numbers",
            $"{First.Length} pairs, but numbers up to {largest}",
            "number the samples from 0 without gaps, or say how many there are");
    }
}
