namespace Semblance.Insight.Audit;

/// <summary>What to change to what.</summary>
/// <param name="Text">In words.</param>
/// <param name="Option">As options of a verb.</param>
/// <param name="Augmentation">A file that the options name; null for none.</param>
internal sealed record Remedy(string Text, string Option, AuditAugmentation? Augmentation = null);
