using Semblance.Pairs;

namespace Semblance.Insight.Features;

/// <summary>Rows of a pair source at even distances.</summary>
internal sealed class SomeRows(IPairSource all, int most) : IPairSource
{
    public string Name => all.Name;

    public int Count => Math.Min(most, all.Count);

    public int SampleOf(int row, int view, long seed, int epoch) => all.SampleOf((int)((long)row * all.Count / Count), view, seed, epoch);
}
