namespace Semblance.Insight.Evaluation;

/// <summary>Classes numbered 0, 1, ... in the order of their labels.</summary>
internal sealed class ClassMap
{
    private readonly long[] _known;

    internal ClassMap(IEnumerable<long> labels) => _known = [.. labels.Distinct().Order()];

    internal int Count => _known.Length;

    /// <summary>Class of each label; -1 for one that was not seen.</summary>
    internal int[] Of(long[] labels) => Array.ConvertAll(labels, l => Math.Max(-1, Array.BinarySearch(_known, l)));
}
