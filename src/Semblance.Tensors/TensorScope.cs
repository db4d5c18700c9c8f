namespace Semblance.Tensors;

/// <summary>Disposes every tensor made on this thread while it was open, except those kept or returned.</summary>
/// <remarks>Open one around each step of a loop: <c>using var step = new TensorScope();</c>. Scopes nest; a ref struct cannot be carried
/// across an await or to another thread. Numbers leave a scope freely, tensors by <see cref="Return{T}"/> or <see cref="Tensor.Keep"/>.
/// An operator that has nothing to do (<c>Contiguous</c>, <c>To</c>) gives back its argument, which stays in the scope it was made in.</remarks>
public readonly ref struct TensorScope
{
    [ThreadStatic]
    private static Frame? _current;

    private readonly Frame? _frame;

    /// <summary>Opens a scope on this thread.</summary>
    public TensorScope()
    {
        _frame = new Frame(_current);
        _current = _frame;
    }

    /// <summary>True when a scope is open on this thread.</summary>
    public static bool IsOpen => _current is not null;

    /// <summary>Hands a tensor to the enclosing scope, or, where there is none, to the caller.</summary>
    /// <param name="tensor">A tensor made in this scope; one from elsewhere stays where it is.</param>
    public Tensor Return(Tensor tensor)
    {
        if (_frame is not null && tensor.Frame == _frame) _frame.MoveTo(_frame.Parent, tensor);
        return tensor;
    }

    /// <summary>Hands several tensors to the enclosing scope.</summary>
    public T Return<T>(T tensors)
        where T : IEnumerable<Tensor>
    {
        foreach (var tensor in tensors) Return(tensor);
        return tensors;
    }

    /// <summary>Disposes what is left, also of scopes opened within and not disposed. A second call does nothing.</summary>
    public void Dispose()
    {
        if (_frame is null || _frame.IsClosed) return;
        for (var inner = _current; inner is not null && inner != _frame; inner = inner.Parent) inner.Close();
        _current = _frame.Parent;
        _frame.Close();
    }

    internal static void Track(Tensor tensor) => _current?.Add(tensor);

    /// <summary>The tensors of one open scope. The list belongs to the thread that opened it: a tensor kept or disposed on another
    /// thread is only cut off, and skipped when the scope closes.</summary>
    internal sealed class Frame(Frame? parent)
    {
        private readonly List<Tensor?> _tensors = [];
        private readonly int _thread = Environment.CurrentManagedThreadId;

        internal Frame? Parent { get; } = parent;

        internal bool IsClosed { get; private set; }

        internal void Add(Tensor tensor)
        {
            tensor.Slot = _tensors.Count;
            tensor.Frame = this;
            _tensors.Add(tensor);
        }

        internal void Remove(Tensor tensor)
        {
            tensor.Frame = null;
            if (Environment.CurrentManagedThreadId != _thread) return;
            _tensors[tensor.Slot] = null;
            while (_tensors.Count > 0 && _tensors[^1] is null) _tensors.RemoveAt(_tensors.Count - 1);
        }

        internal void MoveTo(Frame? target, Tensor tensor)
        {
            Remove(tensor);
            target?.Add(tensor);
        }

        internal void Close()
        {
            IsClosed = true;
            foreach (var tensor in _tensors)
            {
                if (tensor?.Frame != this) continue;
                tensor.Frame = null;
                tensor.Dispose();
            }

            _tensors.Clear();
        }
    }
}
