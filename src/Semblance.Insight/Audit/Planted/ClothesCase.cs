namespace Semblance.Insight.Audit.Planted;

/// <summary>An encoder of FashionMNIST of which is known what it lost.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Expected">One of <see cref="Causes"/> that an alarm must name; null where nothing alarming may be found.</param>
/// <param name="Lost">The subjects it may be found at; empty for any.</param>
/// <param name="Make">Makes what is audited from a seed.</param>
internal sealed record ClothesCase(string Name, string? Expected, IReadOnlyList<string> Lost, Func<int, AuditInput> Make)
{
    /// <summary>Whether the alarms name the cause at what was lost, and no other cause; for healthy ones, whether there are none.</summary>
    internal bool IsRight(AuditReport report)
    {
        var alarms = Alarms(report).ToList();
        if (Expected is null) return alarms.Count == 0;
        return alarms.All(f => f.Cause == Expected) && alarms.Any(f => f.Id is FindingIds.FeatureSuppression or FindingIds.SubclassCollapse && (Lost.Count == 0 || Lost.Contains(f.Subject)));
    }

    internal static IEnumerable<AuditFinding> Alarms(AuditReport report) => report.Findings.Where(f => f.Severity != AuditSeverity.Info);
}
