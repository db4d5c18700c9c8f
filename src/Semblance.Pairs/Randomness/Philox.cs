namespace Semblance.Pairs.Randomness;

/// <summary>Philox4x32-10, a counter-based generator: 128 bits of counter and 64 bits of key give 128 random bits.</summary>
/// <remarks>
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). There is no state to carry from one
/// sample to the next, so any thread can produce the numbers of any sample.
/// </remarks>
internal static class Philox
{
    private const uint FirstMultiplier = 0xD2511F53, SecondMultiplier = 0xCD9E8D57;
    private const uint FirstKeyStep = 0x9E3779B9, SecondKeyStep = 0xBB67AE85;

    /// <summary>The 128 random bits of one counter value.</summary>
    internal static PhiloxBlock Block(PhiloxBlock counter, ulong key)
    {
        var (c0, c1, c2, c3) = counter;
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var first = (ulong)FirstMultiplier * c0;
            var second = (ulong)SecondMultiplier * c2;
            (c0, c1, c2, c3) = ((uint)(second >> 32) ^ c1 ^ k0, (uint)second, (uint)(first >> 32) ^ c3 ^ k1, (uint)first);
            k0 += FirstKeyStep;
            k1 += SecondKeyStep;
        }

        return new PhiloxBlock(c0, c1, c2, c3);
    }
}
