using Semblance.Pairs.Kernels;
using Semblance.Pairs.Loading;

namespace Semblance.Pairs;

/// <summary>A batch of views. Disposing gives its buffers back: spans and addresses are then no longer valid.</summary>
public sealed class ViewBatch : IDisposable
{
    private readonly BufferPool _pool;
    private readonly ViewParameters[] _parameters;
    private readonly int[][] _samples;
    private readonly int _sampleLength;
    private PinnedFloats[]? _views;

    internal ViewBatch(BufferPool pool, ViewPlan plan, int rows, int views)
    {
        _pool = pool;
        _sampleLength = plan.Output.Count;
        Count = rows;
        Labels = new long[rows];
        _samples = [.. Enumerable.Range(0, views).Select(_ => new int[rows])];
        _parameters = [.. Enumerable.Range(0, views).Select(v => new ViewParameters(plan.ParameterNames(v), rows))];
        _views = pool.Rent();
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Number of the sample behind the first view of each row, [batch].</summary>
    public int[] Indices => _samples[0];

    /// <summary>Class of the sample behind the first view, -1 where there is none, [batch].</summary>
    public long[] Labels { get; }

    /// <summary>The normalised values of a view, [batch, channels, height, width], or [batch, height, width, channels] with channels last.</summary>
    /// <param name="view">The view, from 0.</param>
    public ReadOnlySpan<float> View(int view) => Buffer(view).Span[..(Count * _sampleLength)];

    /// <summary>Where the values of a view start in memory; 64-byte aligned, not moved while the batch is not disposed.</summary>
    /// <param name="view">The view, from 0.</param>
    public unsafe nint Address(int view) => (nint)Buffer(view).Pointer;

    /// <summary>Number of the sample behind each row of a view, [batch]; differs from <see cref="Indices"/> for pairs of two samples.</summary>
    /// <param name="view">The view, from 0.</param>
    public int[] IndicesOf(int view) => _samples[view];

    /// <summary>What the augmentations of a view drew.</summary>
    /// <param name="view">The view, from 0.</param>
    public ViewParameters Parameters(int view) => _parameters[view];

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _views, null) is { } views) _pool.Return(views);
    }

    internal unsafe float* Row(int view, int row) => Buffer(view).Pointer + (long)row * _sampleLength;

    private PinnedFloats Buffer(int view)
    {
        var views = _views;
        ObjectDisposedException.ThrowIf(views is null, this);
        return views[view];
    }
}
