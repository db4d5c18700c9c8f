namespace Semblance.Insight.Audit;

/// <summary>How much a finding matters.</summary>
public enum AuditSeverity
{
    /// <summary>Worth knowing; nothing need be done.</summary>
    Info,

    /// <summary>Something is lost or unsafe; the remedy is worth trying.</summary>
    Warning,

    /// <summary>The features do not do what they are for.</summary>
    Critical,
}
