using System.Runtime.InteropServices;
using Semblance.Insight.Evaluation;
using Semblance.Pairs.Neighbours;

namespace Semblance.Insight.Audit;

/// <summary>What the nearest neighbours of sampled rows tell: labels and copies.</summary>
/// <param name="Sampled">Rows whose neighbours were looked up.</param>
/// <param name="Agreement">Share of them whose 20 nearest vote for their own class; null without labels.</param>
/// <param name="AgreementInterval">Its 95% interval.</param>
/// <param name="Copies">Share of rows that are number for number a row of the training part, or an earlier row where there is no split.</param>
/// <param name="Distinct">Different rows among all.</param>
/// <param name="NearCopies">Share of sampled rows (held-out ones where there is a split) whose nearest row (of the training part) is within a hundredth of the usual distance, copies included.</param>
/// <param name="NearInterval">Its 95% interval.</param>
internal sealed record NeighbourMeasure(int Sampled, double? Agreement, Interval? AgreementInterval, double Copies, int Distinct, double NearCopies, Interval NearInterval)
{
    private const int Voters = 20;
    private const double Near = 0.01;

    internal static NeighbourMeasure Of(FeatureSet features, int[]? classes, bool[]? heldOut, int most, int seed)
    {
        int[] sources = [.. Enumerable.Range(0, features.Rows).Where(r => heldOut is null || !heldOut[r])], asked = heldOut is null ? sources : [.. Enumerable.Range(0, features.Rows).Where(r => heldOut[r])];
        int[] sampled = [.. Splits.Shuffled(asked.Length, new Random(seed)).Take(most).Select(p => asked[p]).Order()];
        var index = heldOut is null ? features : features.Select(sources);
        var k = Math.Min(Voters + 1, index.Rows);
        var table = NearestNeighbours.Search(index.Values, features.Select(sampled).Values, features.Dim, k, Metric.Euclidean);
        var nearest = new double[sampled.Length];
        var hits = 0;
        for (var q = 0; q < sampled.Length; q++)
        {
            var others = Enumerable.Range(q * k, k).Where(j => sources[table.Indices[j]] != sampled[q]).ToArray();
            nearest[q] = others.Length > 0 ? table.Scores[others[0]] : double.PositiveInfinity;
            if (classes is not null && others.Length > 0 && Vote(others.Take(Voters).Select(j => classes[sources[table.Indices[j]]])) == classes[sampled[q]]) hits++;
        }

        var usual = nearest.Order().ElementAt(nearest.Length / 2);
        var near = nearest.Count(d => d <= Near * usual);
        var (copies, distinct) = Exact(features, heldOut);
        return new NeighbourMeasure(
            sampled.Length, classes is null ? null : (double)hits / sampled.Length, classes is null ? null : Statistics.Wilson(hits, sampled.Length), copies, distinct,
            (double)near / sampled.Length, Statistics.Wilson(near, sampled.Length));
    }

    private static int Vote(IEnumerable<int> classes) => classes.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;

    private static (double Share, int Distinct) Exact(FeatureSet features, bool[]? heldOut)
    {
        var seen = new Dictionary<string, bool>(features.Rows, StringComparer.Ordinal);
        var copies = 0;
        for (var r = 0; r < features.Rows; r++)
        {
            if (heldOut is null) copies += seen.TryAdd(Key(features, r), true) ? 0 : 1;
            else if (!heldOut[r]) seen.TryAdd(Key(features, r), true);
        }

        if (heldOut is null) return ((double)copies / features.Rows, seen.Count);
        var asked = Enumerable.Range(0, features.Rows).Where(r => heldOut[r]).ToArray();
        var leaked = asked.Count(r => seen.ContainsKey(Key(features, r)));
        foreach (var r in asked) seen.TryAdd(Key(features, r), true);
        return ((double)leaked / asked.Length, seen.Count);
    }

    /// <summary>128 bits of a row, as a word: two rows meet by chance once in 10^28.</summary>
    private static string Key(FeatureSet features, int row)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(features.Values.AsSpan(row * features.Dim, features.Dim)), hash);
        return Convert.ToBase64String(hash[..16]);
    }
}
