namespace Semblance.Insight.Benchmarks;

/// <summary>How benchmarks are run.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Fewer repeats and smaller tables; targets are judged at full size only. Default false.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Whether values and ratios are processor time of all threads instead of time on the clock: for one thread on a machine that does other work. Default false.</summary>
    public bool UsesProcessorTime { get; init; }

    /// <summary>Measurements of each side, taken in turn, >= 1. Default 5; 3 when quick.</summary>
    public int? Repeats { get; init; }

    /// <summary>Whether a peer is looked for. Default true.</summary>
    public bool WithPeer { get; init; } = true;

    /// <summary>The Python to ask for a peer; null for python3, wherever PyTorch is found.</summary>
    public string? Python { get; init; }

    /// <summary>Folder to look for data in first; null for the usual places.</summary>
    public string? DataRoot { get; init; }

    /// <summary>The command line program, for what only a process of its own shows; null leaves these figures out.</summary>
    public string? Program { get; init; }
}
