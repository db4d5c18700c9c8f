namespace Semblance.Insight.Audit;

/// <summary>Something the audit found.</summary>
/// <param name="Id">One of <see cref="FindingIds.All"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The attribute, layer or parameter it is about; <c>features</c> where it is about all.</param>
/// <param name="Text">What was found, in a sentence.</param>
/// <param name="Evidence">The numbers it rests on, at least one.</param>
/// <param name="Cause">One of <see cref="Causes"/>.</param>
/// <param name="Why">Why this cause and no other, in a sentence.</param>
/// <param name="Remedy">What to change to what.</param>
/// <param name="Option">The same as options of <c>semblance train</c> or <c>semblance audit</c>.</param>
public sealed record AuditFinding(string Id, AuditSeverity Severity, string Subject, string Text, IReadOnlyList<AuditEvidence> Evidence, string Cause, string Why, string Remedy, string Option)
{
    /// <summary>The augmentation that <see cref="Option"/> names, where the remedy is another one; else null.</summary>
    public AuditAugmentation? Augmentation { get; init; }
}
