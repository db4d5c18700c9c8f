namespace Semblance.Insight.Audit;

/// <summary>An augmentation that a remedy asks for, ready for <c>semblance train --augment</c>.</summary>
/// <param name="Path">File that <see cref="AuditAugmentations.Write"/> writes.</param>
/// <param name="Yaml">What stands in it: the plan of the audited run with another range.</param>
public sealed record AuditAugmentation(string Path, string Yaml);
