using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Reads one target from everything there is.</summary>
internal static class TargetReader
{
    private const double WellTold = 0.5;

    /// <summary>All readings; null where no head can be fitted.</summary>
    internal static TargetReading? Read(AuditTarget target, AuditInput input, AuditReference own, IReadOnlyList<AuditReference> references, ProbeRows rows, AuditOptions options)
    {
        if (target.Read(own.Coordinates, rows) is not { } truncated || target.Permuted(options.Seed).Read(own.Coordinates, rows) is not { } control) return null;
        var others = new Dictionary<string, Reading>();
        foreach (var reference in references)
        {
            if (target.Read(reference.Coordinates, rows) is { } reading) others[reference.Name] = reading;
        }

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
            ReferenceAlike = target.Groups is null ? InReference(input, references, others) : null,
        };
    }

    /// <summary>A head that hardly reads an attribute points elsewhere, and says nothing of what views have in common of it.</summary>
    private static AlikeMeasure? InReference(AuditInput input, IReadOnlyList<AuditReference> references, Dictionary<string, Reading> readings)
    {
        var known = new (string Name, AuditViews? Views)[] { (AuditReference.Baseline, input.BaselineViews), (AuditReference.Inputs, input.InputViews) };
        var best = known.Where(k => k.Views is not null && readings.TryGetValue(k.Name, out var r) && r.Skill >= WellTold).OrderByDescending(k => readings[k.Name].Skill).FirstOrDefault();
        if (best.Views is not { } views) return null;
        var reference = references.First(r => r.Name == best.Name);
        return AlikeMeasure.Of(readings[best.Name].Heads[0], reference.Map(views.First), reference.Map(views.Second), views);
    }

    private static double Explained(AuditTarget target, FeatureSet features)
    {
        if (target.Attribute.Numbers is not null) return ViewStatistics.Explained(ViewStatistics.Doubles(features), features.Dim, [.. ViewStatistics.Code(target.Attribute)]);
        var scatter = target.Groups is null ? Scatter.Of(features, target.Attribute.Classes!) : Scatter.Of(features, target.Cells()!, target.Groups);
        return scatter.Between / scatter.Total;
    }
}
