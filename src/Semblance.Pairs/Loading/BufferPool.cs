using System.Collections.Concurrent;
using Semblance.Pairs.Kernels;

namespace Semblance.Pairs.Loading;

/// <summary>Keeps the buffers of batches for the next ones, so that a run allocates only at its start.</summary>
internal sealed class BufferPool(int views, int floats)
{
    private readonly ConcurrentBag<PinnedFloats[]> _free = [];
    private int _made;

    /// <summary>Sets of buffers made so far.</summary>
    internal int Made => _made;

    internal PinnedFloats[] Rent()
    {
        if (_free.TryTake(out var buffers)) return buffers;
        Interlocked.Increment(ref _made);
        return [.. Enumerable.Range(0, views).Select(_ => new PinnedFloats(floats))];
    }

    internal void Return(PinnedFloats[] buffers) => _free.Add(buffers);
}
