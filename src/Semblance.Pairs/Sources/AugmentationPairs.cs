namespace Semblance.Pairs.Sources;

/// <summary>All views of a row show the same sample.</summary>
internal sealed class AugmentationPairs(int count) : IPairSource
{
    public string Name => "augmentation";

    public int Count => count;

    public int SampleOf(int row, int view, long seed, int epoch) => row;
}
