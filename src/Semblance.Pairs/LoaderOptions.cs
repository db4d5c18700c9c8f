using Semblance.Options;

namespace Semblance.Pairs;

/// <summary>How a <see cref="ViewLoader"/> goes through the data.</summary>
public sealed record LoaderOptions
{
    /// <summary>Rows in a batch, at least 1. Default 256.</summary>
    [Option("batch", "Rows in a batch.", Min = 1, Max = 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Views of each row, at least 1. Default 2.</summary>
    [Option("views", "Views of each row.", Min = 1, Max = 64)]
    public int Views { get; init; } = 2;

    /// <summary>Seed of everything random. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Threads that make views, at least 1; results do not depend on it. Default 1.</summary>
    [Option("workers", "Threads that make views.", Min = 1, Max = 256)]
    public int Workers { get; init; } = 1;

    /// <summary>Whether each epoch has an order of its own. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a last batch that is not full is left out. Default true.</summary>
    public bool DropLast { get; init; } = true;

    /// <summary>Whether views are laid out [batch, height, width, channels] instead of [batch, channels, height, width]. Default false.</summary>
    public bool ChannelsLast { get; init; }

    /// <summary>Batches made ahead, at least 1. Default 4.</summary>
    [Option("queue-depth", "Batches made ahead.", Min = 1, Max = 1024)]
    public int QueueDepth { get; init; } = 4;
}
