namespace Semblance.Pairs.Designs;

/// <summary>Bits that belong to samples.</summary>
internal static class DrawnBits
{
    /// <summary>Even and independent bits, [bits][samples]; they depend on seed, split and sample number alone.</summary>
    internal static int[][] Of(int bits, int samples, long seed, DesignPlace place)
    {
        var result = new int[bits][];
        for (var b = 0; b < bits; b++) result[b] = new int[samples];
        for (var i = 0; i < samples; i++)
        {
            var draws = place.Truth(seed, i);
            for (var b = 0; b < bits; b++) result[b][i] = (int)(draws.Bits() >> 31);
        }

        return result;
    }
}
