namespace Semblance.Insight.Audit;

/// <summary>One number that speaks for a finding.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower end of its 95% interval; null where it is exact.</param>
/// <param name="High">Upper end.</param>
/// <param name="Against">The line or the reference it is held against; null where there is none.</param>
public sealed record AuditEvidence(string Name, double Value, double? Low = null, double? High = null, double? Against = null);
