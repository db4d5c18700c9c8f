using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Insight.Audit;

/// <summary>How to audit a finished run.</summary>
public sealed record AuditRunOptions
{
    /// <summary>Folder to look for data in first; null for the usual places.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Where to compute features. Default the processor.</summary>
    public Device Device { get; init; }

    /// <summary>Threads that read samples, >= 1. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Audited layer. Default the representation.</summary>
    public FeatureLayer Layer { get; init; } = FeatureLayer.Representation;

    /// <summary>Attributes of the audited samples, CSV; null for none.</summary>
    public string? Attributes { get; init; }

    /// <summary>Name of the attribute that divides the classes; null to find it.</summary>
    public string? Subclass { get; init; }

    /// <summary>Samples of which views are drawn, at most. Default 2000.</summary>
    public int ViewSamples { get; init; } = 2000;
}
