using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Reads one target from everything there is.</summary>
internal static class TargetReader
{
    /// <summary>All readings; null where no head can be fitted.</summary>
    internal static TargetReading? Read(AuditTarget target, AuditInput input, AuditReference own, IReadOnlyList<AuditReference> references, ProbeRows rows, AuditOptions options)
    {
        if (target.Read(own.Coordinates, rows) is not { } truncated || target.Permuted(options.Seed).Read(own.Coordinates, rows) is not { } control) return null;
        var others = new Dictionary<string, Reading>();
        foreach (var reference in references)
        {
            if (target.Read(reference.Coordinates, rows) is { } reading) others[reference.Name] = reading;
        }

        var baseline = references.FirstOrDefault(r => r.Name == AuditReference.Baseline);
        return new TargetReading
        {
            Target = target,
            Truncated = truncated,
            Control = control,
            Raw = target.Read(Standardiser.Fit(own.Clean.Features).Apply(own.Clean.Features), rows)!,
            Floored = target.Read(own.Space.Floored(own.Clean.Features, options.Floor, options.Seed), rows)!,
            References = others,
            Explained = Explained(target, own.Coordinates),
            Alike = target.Groups is null && input.Views is { } views ? AlikeMeasure.Of(truncated.Heads[0], own.Map(views.First), own.Map(views.Second), views) : null,
            BaselineAlike = target.Groups is null && input.BaselineViews is { } before && baseline is not null && others.TryGetValue(AuditReference.Baseline, out var read)
                ? AlikeMeasure.Of(read.Heads[0], baseline.Map(before.First), baseline.Map(before.Second), before)
                : null,
        };
    }

    private static double Explained(AuditTarget target, FeatureSet features)
    {
        if (target.Attribute.Numbers is not null) return ViewStatistics.Explained(ViewStatistics.Doubles(features), features.Dim, [.. ViewStatistics.Code(target.Attribute)]);
        var scatter = target.Groups is null ? Scatter.Of(features, target.Attribute.Classes!) : Scatter.Of(features, target.Cells()!, target.Groups);
        return scatter.Between / scatter.Total;
    }
}
