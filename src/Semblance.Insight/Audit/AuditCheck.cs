namespace Semblance.Insight.Audit;

/// <summary>Something that was looked at: found fine, or not looked at for want of data.</summary>
/// <param name="Id">The finding it would have been.</param>
/// <param name="IsDone">False when it could not be checked.</param>
/// <param name="Text">What was seen, or what to give.</param>
public sealed record AuditCheck(string Id, bool IsDone, string Text);
