using Semblance.Tensors;

namespace Semblance.Training;

/// <summary>A run to do: what, where, and with which means.</summary>
public sealed record TrainRequest
{
    /// <summary>What decides the result.</summary>
    public required TrainConfig Config { get; init; }

    /// <summary>The run folder.</summary>
    public required string Out { get; init; }

    /// <summary>Continue the run in <see cref="Out"/> from its last checkpoint. Default false: a new run.</summary>
    public bool Resume { get; init; }

    /// <summary>Folder to look for data in first; null for the usual places.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Threads that make views, >= 1. Results do not depend on it. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether the time of each phase of a step is taken. Default false, and then costs nothing.</summary>
    public bool Profile { get; init; }

    /// <summary>Where the network runs. Default the processor.</summary>
    public Device Device { get; init; }
}
