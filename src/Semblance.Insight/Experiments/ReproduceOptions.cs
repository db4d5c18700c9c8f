using Semblance.Tensors;

namespace Semblance.Insight.Experiments;

/// <summary>How a paper is reproduced.</summary>
public sealed record ReproduceOptions
{
    /// <summary>The same claims at reduced size: a paper in two minutes on two cores. Default false.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Seeds everything random. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Experiments to run, by id; empty, the default, for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A folder to look for data sets in first; null, the default, for the usual places.</summary>
    public string? DataRoot { get; init; }

    /// <summary>A run folder whose trained encoder is shown beside; null, the default, for none.</summary>
    public string? Run { get; init; }

    /// <summary>scikit-learn's <c>digits.csv.gz</c>; null, the default, for the place where Debian puts it.</summary>
    public string? Digits { get; init; }

    /// <summary>A folder for what an experiment trains, so that a stopped one goes on where it was; null, the default, for a place that is removed at the end.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>Where networks are run. Default: the processor.</summary>
    public Device Device { get; init; }
}
