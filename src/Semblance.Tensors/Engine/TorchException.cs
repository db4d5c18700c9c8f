namespace Semblance.Tensors;

/// <summary>What kind of failure the native engine reported.</summary>
public enum TorchErrorKind
{
    /// <summary>A failure without a more exact kind.</summary>
    Error = 1,

    /// <summary>An index or dimension out of range.</summary>
    Index = 2,

    /// <summary>A value that is not allowed.</summary>
    Value = 3,

    /// <summary>A wrong element type.</summary>
    Type = 4,

    /// <summary>No kernel for this operator, device or element type.</summary>
    NotImplemented = 5,

    /// <summary>Memory ran out.</summary>
    OutOfMemory = 6,

    /// <summary>A decomposition failed: singular or not positive definite.</summary>
    LinearAlgebra = 7,
}

/// <summary>The native engine refused or failed. The message names the operator and what it was given.</summary>
public sealed class TorchException : Exception
{
    internal TorchException(TorchErrorKind kind, string operation, string text)
        : base($"{operation}: {text}")
    {
        Kind = kind;
        Operation = operation;
    }

    /// <summary>The kind of failure.</summary>
    public TorchErrorKind Kind { get; }

    /// <summary>The operator with the types and shapes of its arguments: <c>aten::mm(float32 [4], float32 [4])</c>.</summary>
    public string Operation { get; }
}
