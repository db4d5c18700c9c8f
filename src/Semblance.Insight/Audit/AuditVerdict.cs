namespace Semblance.Insight.Audit;

/// <summary>Findings and checks as they gather.</summary>
internal sealed class AuditVerdict
{
    private readonly List<AuditFinding> _findings = [];
    private readonly List<AuditCheck> _checks = [];

    internal IReadOnlyList<AuditFinding> Findings => [.. _findings.OrderByDescending(f => f.Severity).ThenBy(f => Rank(f.Id))];

    internal IReadOnlyList<AuditCheck> Checks => _checks;

    internal void Find(AuditFinding finding) => _findings.Add(finding);

    internal void Fine(string id, string text) => _checks.Add(new AuditCheck(id, true, text));

    internal void Unchecked(string id, string text) => _checks.Add(new AuditCheck(id, false, text));

    /// <summary>A collapse says more than the attributes it takes along.</summary>
    private static int Rank(string id) => id switch
    {
        FindingIds.NothingLearnt => 0,
        FindingIds.ClassCollapse => 1,
        FindingIds.SubclassCollapse => 2,
        FindingIds.FeatureSuppression => 3,
        FindingIds.DimensionCollapse => 4,
        _ => 5,
    };
}
