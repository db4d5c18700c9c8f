namespace Semblance.Insight.Audit;

/// <summary>Attributes that the features tell nearly perfectly and that all views share: what may have crowded out others.</summary>
/// <param name="Untouched">Those that no parameter of the augmentation moves.</param>
/// <param name="Touched">Those that a parameter moves, but by too little.</param>
/// <param name="Explained">Share of the features' variance that all of them explain together.</param>
internal sealed record Dominance(IReadOnlyList<TargetReading> Untouched, IReadOnlyList<TargetReading> Touched, double Explained)
{
    private const double Perfect = 0.9, PerfectNumber = 0.8, Shared = 0.92, Fills = 0.5, Moves = 0.1;

    /// <summary>They hold at least half of the variance.</summary>
    internal bool IsFilling => Explained >= Fills;

    /// <summary>More of them are moved too little than not at all.</summary>
    internal bool IsTouched => Touched.Sum(t => t.Explained) > Untouched.Sum(t => t.Explained);

    internal string List => string.Join(", ", Untouched.Concat(Touched).Take(6).Select(t => $"'{t.Name}'")) + (Untouched.Count + Touched.Count > 6 ? ", ..." : "");

    /// <summary>Looks for them among attributes other than the one that is missed.</summary>
    internal static Dominance Of(AuditMeasures m, TargetReading? missed)
    {
        var perfect = m.Targets.Where(t => t != missed && t.Target.Kind == AuditTarget.Plain && t.Truncated.Skill >= (t.Truncated.Levels > 0 ? Perfect : PerfectNumber)
            && (t.Alike is null ? t.Truncated.Levels > 0 : t.Alike.Common >= Shared)).ToList();
        if (perfect.Count == 0) return new Dominance([], [], 0);
        var features = m.Own.Coordinates;
        var explained = ViewStatistics.Explained(ViewStatistics.Doubles(features), features.Dim, [.. perfect.SelectMany(t => ViewStatistics.Code(t.Target.Attribute))]);
        return new Dominance([.. perfect.Where(t => !IsMoved(t))], [.. perfect.Where(IsMoved)], explained);
    }

    private static bool IsMoved(TargetReading t) => t.Alike is { Mover: not null } alike && alike.Moved >= Moves;
}
