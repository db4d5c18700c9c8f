namespace Semblance.Insight.Audit;

/// <summary>What an audit found, what it found fine, and the numbers.</summary>
public sealed record AuditReport
{
    /// <summary>What was audited.</summary>
    public required string Description { get; init; }

    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Dimensions.</summary>
    public required int Dim { get; init; }

    /// <summary>One sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Most severe first.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>What was found fine, and what could not be checked.</summary>
    public required IReadOnlyList<AuditCheck> Checked { get; init; }

    /// <summary>All numbers by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Readings of labels and attributes.</summary>
    public required IReadOnlyList<AuditProbe> Probes { get; init; }

    /// <summary>Variance along each principal direction, descending.</summary>
    public required IReadOnlyList<double> Spectrum { get; init; }

    /// <summary>Sensitivity to each augmentation parameter; empty without views.</summary>
    public required IReadOnlyList<AuditSensitivity> Sensitivities { get; init; }

    /// <summary>What inputs and their views alone say of each attribute; empty without them.</summary>
    public required IReadOnlyList<AuditOutlook> Forecast { get; init; }

    /// <summary>What the numbers are estimated from.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The gravest finding; null when there is none.</summary>
    public AuditSeverity? Worst => Findings.Count == 0 ? null : Findings.Max(f => f.Severity);
}
