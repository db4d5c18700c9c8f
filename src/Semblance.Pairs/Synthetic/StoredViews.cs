using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Views of a row are different stored views of one natural sample, in an order drawn anew for every epoch.</summary>
internal sealed class StoredViews(int samples, int stored) : IPairSource
{
    public string Name => "own";

    public int Count => samples;

    public int SampleOf(int row, int view, long seed, int epoch)
    {
        var draws = new Draws(seed, epoch, row, 0, Draws.PairSlot);
        Span<int> order = stackalloc int[stored];
        for (var k = 0; k < stored; k++) order[k] = k;
        var place = view % stored;
        for (var k = 0; k <= place; k++)
        {
            var other = k + draws.Below(stored - k);
            (order[k], order[other]) = (order[other], order[k]);
        }

        return (row * stored) + order[place];
    }
}
