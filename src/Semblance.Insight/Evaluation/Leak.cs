using System.Runtime.InteropServices;

namespace Semblance.Insight.Evaluation;

/// <summary>Rows that two sets share, number for number.</summary>
internal static class Leak
{
    /// <summary>Share of test rows that are also training rows.</summary>
    internal static double Share(FeatureSet train, FeatureSet test)
    {
        var known = new Dictionary<ulong, List<int>>(train.Rows);
        for (var r = 0; r < train.Rows; r++)
        {
            ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(known, Hash(Row(train, r)), out _);
            // Copies within the training set need to be kept once.
            if (rows is null || !rows.Any(other => Row(train, other).SequenceEqual(Row(train, r)))) (rows ??= []).Add(r);
        }

        var leaked = 0;
        for (var r = 0; r < test.Rows; r++)
        {
            if (known.TryGetValue(Hash(Row(test, r)), out var rows) && rows.Any(other => Row(train, other).SequenceEqual(Row(test, r)))) leaked++;
        }

        return (double)leaked / test.Rows;
    }

    private static ReadOnlySpan<float> Row(FeatureSet set, int row) => set.Values.AsSpan(row * set.Dim, set.Dim);

    // FNV-1a over the bits; + 0 makes the two zeros one.
    private static ulong Hash(ReadOnlySpan<float> row)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in row) hash = (hash ^ BitConverter.SingleToUInt32Bits(value + 0f)) * 1099511628211UL;
        return hash;
    }
}
