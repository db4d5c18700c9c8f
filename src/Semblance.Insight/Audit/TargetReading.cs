namespace Semblance.Insight.Audit;

/// <summary>How well a target is read from the features, from a permutation of itself, and from each reference.</summary>
internal sealed record TargetReading
{
    internal required AuditTarget Target { get; init; }

    internal required Reading Truncated { get; init; }

    internal required Reading Raw { get; init; }

    internal required Reading Floored { get; init; }

    internal required Reading Control { get; init; }

    internal required IReadOnlyDictionary<string, Reading> References { get; init; }

    /// <summary>Share of the features' variance that goes with the target.</summary>
    internal required double Explained { get; init; }

    /// <summary>What two views have in common of it; null without views or heads for all rows.</summary>
    internal AlikeMeasure? Alike { get; init; }

    /// <summary>The same in the reference that tells the attribute best among those whose views are known; null where none tells it well.</summary>
    internal AlikeMeasure? ReferenceAlike { get; init; }

    /// <summary>References that the features are held against.</summary>
    internal IReadOnlyDictionary<string, Reading> Standards => References.Where(r => AuditReference.IsStandard(r.Key)).ToDictionary(r => r.Key, r => r.Value);

    internal string Name => Target.Attribute.Name;

    /// <summary>Read better than chance and than its own permutation.</summary>
    internal bool IsRead => Truncated.Interval.Low > Math.Max(0, Control.Interval.High);

    internal AuditProbe ToProbe() => new(
        Name, Target.Kind, Truncated.Levels, Truncated.Score, Raw.Score, Floored.Score, Control.Score, References.ToDictionary(r => r.Key, r => r.Value.Score), Explained,
        Alike?.Common, Alike?.Moved, Alike?.Mover);
}
