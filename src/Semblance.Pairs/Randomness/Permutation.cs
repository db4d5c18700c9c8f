namespace Semblance.Pairs.Randomness;

/// <summary>The order in which an epoch goes through the data.</summary>
internal static class Permutation
{
    /// <summary>A permutation of 0..count-1, [count], that depends only on seed and epoch (Fisher-Yates).</summary>
    internal static int[] Of(int count, long seed, int epoch)
    {
        var order = InOrder(count);
        var draws = new Draws(seed, epoch, 0, 0, Draws.ShuffleSlot);
        for (var i = count - 1; i > 0; i--)
        {
            var j = draws.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>0, 1, ..., count-1.</summary>
    internal static int[] InOrder(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        return order;
    }
}
