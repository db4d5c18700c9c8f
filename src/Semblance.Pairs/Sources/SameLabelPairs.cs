using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Sources;

/// <summary>The first view shows the sample, the others random other samples of its class; a class of one sample pairs with itself.</summary>
internal sealed class SameLabelPairs : IPairSource
{
    private readonly Dictionary<int, int[]> _members;
    private readonly IReadOnlyList<int> _labels;
    private readonly int[] _place;

    internal SameLabelPairs(IReadOnlyList<int> labels)
    {
        _labels = labels;
        _place = new int[labels.Count];
        _members = Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var members in _members.Values)
        {
            for (var i = 0; i < members.Length; i++) _place[members[i]] = i;
        }
    }

    public string Name => "same-label";

    public int Count => _labels.Count;

    public int SampleOf(int row, int view, long seed, int epoch)
    {
        var members = _members[_labels[row]];
        if (view == 0 || members.Length == 1) return row;
        var other = new Draws(seed, epoch, row, view, Draws.PartnerSlot).Below(members.Length - 1);
        return members[other < _place[row] ? other : other + 1];
    }
}
