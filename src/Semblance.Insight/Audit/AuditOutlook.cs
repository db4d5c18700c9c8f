namespace Semblance.Insight.Audit;

/// <summary>What the inputs and their views alone say of an attribute.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="Preserved">Share of what tells it that two views have in common.</param>
/// <param name="Share">Share of it that an embedding of the audited size would keep under a self-supervised loss; null when the inputs hardly tell it.</param>
/// <param name="SmallestDim">Smallest embedding that keeps it; null when none does.</param>
public sealed record AuditOutlook(string Attribute, double Preserved, double? Share, int? SmallestDim);
