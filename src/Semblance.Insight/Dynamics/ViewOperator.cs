using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Dynamics;

/// <summary>The cross-view or total covariance of views in memory as an operator; the matrix itself, [d, d], is never formed. Lives in the scope it is made in.</summary>
internal sealed class ViewOperator : ISymmetricOperator
{
    private readonly Tensor[] _views;
    private readonly bool _isCross;
    private readonly CancellationToken _cancellation;

    internal ViewOperator(IReadOnlyList<Matrix> views, int[] rows, bool isCentred, bool isCross, CancellationToken cancellation)
    {
        (Size, _isCross, _cancellation) = (views[0].Columns, isCross, cancellation);
        _views = [.. views.Select(v => Rows(v, rows))];
        if (!isCentred) return;
        var mean = _views.Skip(1).Aggregate(_views[0].Mean(0, true), (sum, v) => sum + v.Mean(0, true)) * (1.0 / _views.Length);
        for (var v = 0; v < _views.Length; v++) _views[v] -= mean;
    }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        _cancellation.ThrowIfCancellationRequested();
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var q = Tensor.FromSpan(block, Size, columns);
        Tensor[] seen = [.. _views.Select(v => v.MatMul(q))];
        var sum = seen.Skip(1).Aggregate(seen[0], (a, b) => a + b);
        var pairs = _isCross ? _views.Length * (_views.Length - 1.0) : _views.Length;
        var product = _views.Select((v, k) => v.Transpose().MatMul(_isCross ? sum - seen[k] : seen[k])).Aggregate((a, b) => a + b);
        (product * (1 / (pairs * _views[0].Size(0)))).Contiguous().Elements<double>().CopyTo(result);
    }

    /// <summary>Chosen rows as a tensor, [rows, d]; a run of rows is not copied twice.</summary>
    internal static Tensor Rows(Matrix view, int[] rows)
    {
        if (rows.Length == view.Rows) return view.ToTensor();
        var part = new double[(long)rows.Length * view.Columns];
        for (var r = 0; r < rows.Length; r++) view.Values.AsSpan(checked(rows[r] * view.Columns), view.Columns).CopyTo(part.AsSpan(checked(r * view.Columns), view.Columns));
        return Tensor.From(part, rows.Length, view.Columns);
    }
}
