using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Something to read from features: labels, a subclass, an attribute, or clusters that were discovered.</summary>
/// <param name="Attribute">Its values on the probed rows.</param>
/// <param name="Kind">labels, subclass, attribute or discovered.</param>
/// <param name="Groups">Class within which it is read, of each probed row; null for all rows together.</param>
internal sealed record AuditTarget(AuditTrait Attribute, string Kind, int[]? Groups)
{
    internal const string Labels = "labels", Subclass = "subclass", Plain = "attribute", Discovered = "discovered";

    /// <summary>Share of rows that must lie in the class of their level for the level to belong to that class.</summary>
    private const double Nested = 0.98;

    /// <summary>True when every level of an attribute belongs to one class, and some class has two.</summary>
    internal static bool IsNested(AuditTrait attribute, int[] classes)
    {
        if (attribute.Classes is not { } levels) return false;
        var owners = new List<int>();
        foreach (var level in levels.Select((l, r) => (l, r)).GroupBy(p => p.l))
        {
            var largest = level.GroupBy(p => classes[p.r]).MaxBy(g => g.Count())!;
            if (largest.Count() < Nested * level.Count()) return false;
            owners.Add(largest.Key);
        }

        return owners.GroupBy(o => o).Any(g => g.Count() > 1);
    }

    /// <summary>A permutation of the values: what a head reads from it is chance.</summary>
    internal AuditTarget Permuted(int seed) => this with { Attribute = Attribute.Select(Splits.Shuffled(Attribute.Classes?.Length ?? Attribute.Numbers!.Length, new Random(seed))) };

    internal Reading? Read(FeatureSet coordinates, ProbeRows rows) => AttributeProbe.Read(coordinates, Attribute, rows, Groups);

    /// <summary>Level of each row counted from 0 through all classes, for scatter; null for numbers.</summary>
    internal int[]? Cells()
    {
        if (Attribute.Classes is not { } levels) return null;
        if (Groups is null) return levels;
        var cells = levels.Select((l, r) => (Groups[r] * Attribute.Levels.Count) + l).ToArray();
        int[] known = [.. cells.Distinct().Order()];
        return Array.ConvertAll(cells, c => Array.BinarySearch(known, c));
    }
}
