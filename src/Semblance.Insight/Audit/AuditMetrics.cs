namespace Semblance.Insight.Audit;

/// <summary>All numbers under the names that programs read.</summary>
internal static class AuditMetrics
{
    internal static IReadOnlyDictionary<string, double> Of(AuditMeasures m)
    {
        var s = m.Spectrum;
        var metrics = new Dictionary<string, double>
        {
            ["rows"] = m.Input.Features.Rows,
            ["dim"] = m.Input.Features.Dim,
            ["rankme"] = s.RankMe,
            ["rankme_centred"] = s.CentredRankMe,
            ["rankme_attainable"] = s.Attainable,
            ["effective_rank"] = s.EffectiveRank,
            ["participation_ratio"] = s.Participation,
            ["directions_kept"] = s.Kept,
            ["directions_empty"] = s.Empty,
            ["dead_units"] = m.Clean.Dead.Length,
            ["outlier_units"] = m.Clean.OutlierUnits.Length,
            ["outlier_unit_variance"] = m.Clean.OutlierUnitShare,
            ["outlier_rows"] = m.Clean.OutlierRows,
            ["outlier_row_variance"] = m.Clean.OutlierRowShare,
            ["copied_rows"] = m.Neighbours.Copies,
            ["near_copied_rows"] = m.Neighbours.NearCopies,
        };
        Classes(metrics, m);
        if (m.Views is { } views)
        {
            metrics["views_common"] = views.Common;
            if (views.BaselineCommon is { } before) metrics["views_common_baseline"] = before;
        }

        if (m.Input.LeakedShare is { } leaked) metrics["leaked_samples"] = leaked;
        return metrics;
    }

    private static void Classes(Dictionary<string, double> metrics, AuditMeasures m)
    {
        if (m.ClassScatter is not { } scatter) return;
        metrics["classes"] = m.ClassCount;
        metrics["class_spread"] = CollapseJudge.Spread(scatter);
        metrics["class_variance"] = scatter.Between / scatter.Total;
        metrics["knn_accuracy"] = m.Neighbours.Agreement!.Value;
        if (m.Targets.FirstOrDefault(t => t.Target.Kind == AuditTarget.Labels) is { } labels)
        {
            metrics["label_skill"] = labels.Truncated.Skill;
            metrics["label_accuracy"] = labels.Truncated.Score.Accuracy!.Value;
        }

        if (m.Targets.FirstOrDefault(t => t.Target.Kind is AuditTarget.Subclass or AuditTarget.Discovered) is not { Target.Groups: not null } inside) return;
        metrics["subclass_skill"] = inside.Truncated.Skill;
        metrics["subclass_scatter"] = CollapseJudge.SubclassScatter(m.Own.Coordinates, inside.Target);
    }
}
