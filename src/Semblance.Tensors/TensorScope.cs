namespace Semblance.Tensors;

/// <summary>Disposes every tensor made on this thread while it was open, except those kept or returned.</summary>
/// <remarks>Open one around each step of a loop: <c>using var step = new TensorScope();</c>. Scopes nest; a ref struct cannot be carried
/// across an await or to another thread. Numbers leave a scope freely, tensors by <see cref="Return{T}"/> or <see cref="Tensor.Keep"/>.</remarks>
public readonly ref struct TensorScope
{
    [ThreadStatic]
    private static Frame? _current;

    private readonly Frame _frame;

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
        if (tensor.Frame == _frame) _frame.MoveTo(_frame.Parent, tensor);
        return tensor;
    }

    /// <summary>Hands several tensors to the enclosing scope.</summary>
    public T Return<T>(T tensors)
        where T : IEnumerable<Tensor>
    {
        foreach (var tensor in tensors) Return(tensor);
        return tensors;
    }

    /// <summary>Disposes what is left.</summary>
    public void Dispose()
    {
        _current = _frame.Parent;
        _frame.Clear();
    }

    internal static Frame? Track(Tensor tensor)
    {
        _current?.Add(tensor);
        return _current;
    }

    /// <summary>The tensors of one open scope.</summary>
    internal sealed class Frame(Frame? parent)
    {
        private readonly List<Tensor?> _tensors = [];

        internal Frame? Parent { get; } = parent;

        internal void Add(Tensor tensor)
        {
            tensor.Slot = _tensors.Count;
            _tensors.Add(tensor);
        }

        internal void Remove(Tensor tensor)
        {
            _tensors[tensor.Slot] = null;
            tensor.Frame = null;
        }

        internal void MoveTo(Frame? target, Tensor tensor)
        {
            Remove(tensor);
            target?.Add(tensor);
            tensor.Frame = target;
        }

        internal void Clear()
        {
            foreach (var tensor in _tensors)
            {
                if (tensor is null) continue;
                tensor.Frame = null;
                tensor.Dispose();
            }

            _tensors.Clear();
        }
    }
}
