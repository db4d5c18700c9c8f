using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>One search by thick restarts.</summary>
internal sealed class LanczosIteration
{
    private const int Block = 4;

    private readonly ProjectedOperator _a;

    /// <summary>Orthonormal vectors, [n, capacity]; the first <see cref="_used"/> are in use.</summary>
    private readonly Tensor _basis;

    /// <summary>V' A V of the vectors in use, [capacity, capacity].</summary>
    private readonly Matrix _inner;

    private readonly int _capacity;
    private int _used;
    private int _stream;

    /// <summary>The block to be multiplied next, orthonormal and orthogonal to those in use; null when they span the whole space.</summary>
    private Tensor? _next;

    /// <summary>Gram matrix of what A times the newest block left outside the basis, [b, b], and b.</summary>
    private Tensor _outside;

    private double _scale;

    internal LanczosIteration(ProjectedOperator a)
    {
        _a = a;
        _capacity = (int)Math.Min(a.Dimensions, Math.Max((2L * a.Count) + 20, 48));
        _basis = Tensor.Zeros([a.Size, _capacity], ElementType.Float64);
        _inner = new Matrix(_capacity, _capacity);
        _next = Fresh();
        _outside = Tensor.Zeros([1, 1], ElementType.Float64);
    }

    private double Limit => _a.Tolerance * _scale;

    internal Eigenpairs Solve()
    {
        double[]? settled = null;
        while (true)
        {
            Fill();
            var (values, turn, residuals) = Ritz();
            _scale = Math.Max(_scale, values.Max(Math.Abs));
            var worst = residuals.Take(_a.Count).Max();
            if (_next is null) return Finished(values, turn) ?? throw _a.NotFound(worst, Limit);
            if (worst <= Limit && (settled is null || IsComplete(values, residuals)))
            {
                if (IsSettled(settled, values) && Finished(values, turn) is { } result) return result;
                settled = values[.._a.Count];
                // Nothing but the wanted ones stays, so that the first value besides them tells how far the fresh vectors have come.
                Restart(values, turn, _a.Count);
                _next = Fresh();
            }
            else
            {
                Restart(values, turn, Math.Min(_used - Block, _a.Count + ((_used - _a.Count) / 2)));
            }

            _a.CheckLimit(worst, Limit);
        }
    }

    /// <summary>Whether nothing above the wanted values can still be coming up.</summary>
    private bool IsComplete(double[] values, double[] residuals) =>
        values.Length == _a.Count || values[_a.Count] + residuals[_a.Count] <= values[_a.Count - 1] + (10 * Limit);

    private bool IsSettled(double[]? settled, double[] values) =>
        settled is not null && settled.Zip(values).All(p => Math.Abs(p.First - p.Second) <= 10 * Limit);

    private Eigenpairs? Finished(double[] values, Tensor turn)
    {
        using var scope = new TensorScope();
        var vectors = Used().MatMul(turn.Narrow(1, 0, _a.Count));
        var result = _a.Finish(values, vectors);
        return result.Residuals.Max() <= Limit ? result : null;
    }

    private Tensor Used() => _basis.Narrow(1, 0, _used);

    private Tensor Fresh() => _a.Orthonormal(_a.RandomBlock(Math.Min(Block, _capacity - _used), _stream++), _used == 0 ? null : Used());

    /// <summary>Multiplies and orthogonalises blocks until the basis is full.</summary>
    private void Fill()
    {
        while (_next is { } block && _used + block.Size(1) <= _capacity)
        {
            using var scope = new TensorScope();
            var width = (int)block.Size(1);
            _basis.Narrow(1, _used, width).CopyInPlace(block);
            _used += width;
            var image = _a.Multiply(block);
            var inner = Orthogonalise(image);
            inner.AddInPlace(Orthogonalise(image));
            Enter(inner, width);
            block.Dispose();
            _outside.Dispose();
            _outside = scope.Return(image.Transpose().MatMul(image));
            _next = Following(image, Math.Min(Block, _a.Dimensions - _used));
            if (_next is { } following) scope.Return(following);
        }
    }

    private Tensor Orthogonalise(Tensor image)
    {
        var inner = Used().Transpose().MatMul(image);
        image.AddInPlace(Used().MatMul(inner), -1);
        return inner;
    }

    /// <summary>Writes the products with the newest block into V' A V, and mirrors them.</summary>
    private void Enter(Tensor inner, int width)
    {
        var elements = inner.Contiguous().Elements<double>();
        for (var row = 0; row < _used; row++)
        {
            for (var c = 0; c < width; c++)
            {
                var column = _used - width + c;
                var value = elements[(row * width) + c];
                _a.CheckLimit(double.IsFinite(value) ? 0 : value, Limit);
                if (row <= column) (_inner[row, column], _inner[column, row]) = (value, value);
            }
        }
    }

    /// <summary>Orthonormal columns for what is outside the basis; directions in which nothing is left become random ones.</summary>
    private Tensor? Following(Tensor image, int width)
    {
        if (width == 0) return null;
        var (squares, turn) = SymmetricEigen.Descending(_outside, _outside.Size(0));
        var left = squares.ToArray<double>();
        _scale = Math.Max(_scale, Math.Sqrt(Math.Max(0, left[0])));
        var floor = 1e-13 * Math.Max(_scale, _inner.Values.Max(Math.Abs));
        var kept = Math.Min(width, left.Count(v => v > floor * floor));
        Tensor[] parts =
        [
            .. kept == 0 ? Array.Empty<Tensor>() : [image.MatMul(turn.Narrow(1, 0, kept)) / squares.Narrow(0, 0, kept).Sqrt()],
            .. kept == width ? Array.Empty<Tensor>() : [_a.RandomBlock(width - kept, _stream++)],
        ];
        // The image has been orthogonalised; only small or new directions need it again.
        return _a.Orthonormal(Tensor.Cat(parts, 1), kept == width && left[kept - 1] > floor * floor * 1e14 ? null : Used());
    }

    /// <summary>Values, their vectors in the basis and residuals.</summary>
    private (double[] Values, Tensor Turn, double[] Residuals) Ritz()
    {
        var part = new Matrix(_used, _used);
        for (var row = 0; row < _used; row++) _inner.Row(row)[.._used].CopyTo(part.Row(row));
        var (values, turn) = SymmetricEigen.Descending(part.ToTensor(), _used);
        var width = _outside.Size(0);
        var last = turn.Narrow(0, _used - width, width);
        var residuals = (last * _outside.MatMul(last)).Sum([0]).AtLeast(0).Sqrt();
        return (values.ToArray<double>(), turn, residuals.ToArray<double>());
    }

    /// <summary>Keeps the first Ritz vectors as basis.</summary>
    private void Restart(double[] values, Tensor turn, int kept)
    {
        using var scope = new TensorScope();
        var vectors = Used().MatMul(turn.Narrow(1, 0, kept));
        _basis.Narrow(1, 0, kept).CopyInPlace(vectors);
        Array.Clear(_inner.Values);
        for (var i = 0; i < kept; i++) _inner[i, i] = values[i];
        _used = kept;
    }
}
