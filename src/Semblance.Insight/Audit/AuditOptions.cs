using Semblance.Options;

namespace Semblance.Insight.Audit;

/// <summary>How an audit measures and where it draws its lines.</summary>
public sealed record AuditOptions
{
    /// <summary>Seed of every draw. Default 0.</summary>
    [Option("seed", "seed of samples, splits and permutations", Min = 0)]
    public int Seed { get; init; }

    /// <summary>Rows the probes use at most, half to fit and half to test. Default 12000.</summary>
    [Option("probe-rows", "rows the probes use at most, half to fit and half to test; intervals tell what the rest would add", Min = 60, Unit = "rows")]
    public int ProbeRows { get; init; } = 12_000;

    /// <summary>Rows whose nearest neighbours among all rows are looked up, at most. Default 4000.</summary>
    [Option("neighbour-rows", "rows whose nearest neighbours among all rows are looked up, at most", Min = 20, Unit = "rows")]
    public int NeighbourRows { get; init; } = 4_000;

    /// <summary>Smallest variance of a direction that a probe may use, as a share of the largest. Default 0.001.</summary>
    [Option("truncate", "directions with less variance than this share of the largest are kept from the probes, as no use of the features that minds their scale would see them", Min = 0, Max = 0.5)]
    public double Truncate { get; init; } = 1e-3;

    /// <summary>Noise of the floored head as a share of the root mean square radius. Default 0.03.</summary>
    [Option("floor", "noise of the third head, as a share of the features' root mean square radius", Min = 0, Max = 1)]
    public double Floor { get; init; } = 0.03;

    /// <summary>An attribute is weak below this share of what the best reference tells of it. Default 0.8.</summary>
    [Option("keep", "share of what a reference tells of an attribute that the features must tell", Min = 0, Max = 1)]
    public double Keep { get; init; } = 0.8;

    /// <summary>Skill by which features may fall behind the untrained encoder. Default 0.05.</summary>
    [Option("margin", "skill by which features may fall behind the baseline before that counts", Min = 0, Max = 1)]
    public double Margin { get; init; } = 0.05;

    /// <summary>Skill from which a reference is taken to tell an attribute at all. Default 0.1.</summary>
    [Option("readable", "skill from which a reference is taken to tell an attribute at all", Min = 0, Max = 1)]
    public double Readable { get; init; } = 0.1;

    /// <summary>A collapse test fires when subclasses keep less than this share of the reference's scatter. Default 0.35.</summary>
    [Option("scatter", "share of the reference's scatter between subclasses below which they count as collapsed", Min = 0, Max = 1)]
    public double Scatter { get; init; } = 0.35;

    /// <summary>Within-class over between-class scatter below which classes count as collapsed. Default 0.01.</summary>
    [Option("spread", "scatter within classes over that between them below which each class counts as one point", Min = 0, Max = 1)]
    public double Spread { get; init; } = 0.01;

    /// <summary>Share of a sample's variance that two views must have in common. Default 0.3.</summary>
    [Option("alike", "share of the variance that two views of a sample must have in common", Min = 0, Max = 1)]
    public double Alike { get; init; } = 0.3;

    /// <summary>Share of copied rows that counts as a leak. Default 0.01.</summary>
    [Option("leak", "share of rows that are copies of others, across the split where there is one, that counts as a leak", Min = 0, Max = 1)]
    public double Leak { get; init; } = 0.01;
}
