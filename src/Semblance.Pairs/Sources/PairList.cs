using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Sources;

/// <summary>Pairs of a user's list; with unequal weights rows are drawn in proportion to the weight.</summary>
internal sealed class PairList : IPairSource
{
    private readonly int[] _first, _second;
    private readonly double[]? _cumulative;

    internal PairList(PairTable table)
    {
        (_first, _second, var weights) = table;
        if (weights.All(w => w == weights[0])) return;
        _cumulative = new double[weights.Length];
        double sum = 0;
        for (var i = 0; i < weights.Length; i++) _cumulative[i] = sum += weights[i];
    }

    public string Name => "list";

    public int Count => _first.Length;

    public int SampleOf(int row, int view, long seed, int epoch)
    {
        var draws = new Draws(seed, epoch, row, 0, Draws.PairSlot);
        var turned = draws.Bits() & 1;
        var pair = _cumulative is null ? row : Drawn(draws.Unit());
        return (view + turned) % 2 == 0 ? _first[pair] : _second[pair];
    }

    private int Drawn(double share)
    {
        var found = Array.BinarySearch(_cumulative!, share * _cumulative![^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _first.Length - 1);
    }
}
