using System.Globalization;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>An n-dimensional array in the native engine, with automatic differentiation.</summary>
/// <remarks>Members are the operators of PyTorch under .NET names. A tensor belongs to the <see cref="TensorScope"/> that was open when it was
/// made, or to its holder when none was.</remarks>
public sealed unsafe partial class Tensor : IDisposable
{
    private const long LargeBytes = 1 << 20;
    private static long _live;
    private int _isDisposed;

    private Tensor(nint native)
    {
        Handle = new TensorHandle(native);
        Interlocked.Increment(ref _live);
        TensorScope.Track(this);
        if (Frame is null && ByteCount is > LargeBytes and var bytes) Handle.AddPressure(bytes);
    }

    /// <summary>Tensors made and not yet disposed, in the whole process.</summary>
    public static long LiveCount => Interlocked.Read(ref _live);

    /// <summary>Sizes of the dimensions.</summary>
    public long[] Shape
    {
        get
        {
            using var held = new Held(Handle, this);
            var d = Describe();
            return new Span<long>(d.Sizes, d.Dims).ToArray();
        }
    }

    /// <summary>Number of dimensions.</summary>
    public int Rank => Describe().Dims;

    /// <summary>Number of elements.</summary>
    public long Count
    {
        get
        {
            using var held = new Held(Handle, this);
            return Describe().Count;
        }
    }

    /// <summary>Type of the elements.</summary>
    public ElementType ElementType => (ElementType)Describe().ElementType;

    /// <summary>Where the elements live.</summary>
    public Device Device
    {
        get
        {
            var d = Describe();
            return new Device((DeviceType)d.DeviceType, d.DeviceIndex);
        }
    }

    /// <summary>True when the elements lie in memory in the order of the dimensions, without gaps.</summary>
    public bool IsContiguous => Describe().IsContiguous;

    /// <summary>True when the tensor [n, c, h, w] lies in memory as [n, h, w, c].</summary>
    public bool IsChannelsLast => Describe().IsChannelsLast;

    /// <summary>Whether operations on this tensor are recorded for gradients. Only a leaf can be switched.</summary>
    /// <exception cref="TorchException">Set on a tensor that is no leaf or no float.</exception>
    public bool RequiresGradient
    {
        get => Describe().RequiresGradient;
        set
        {
            using var held = new Held(Handle, this);
            Status.Check(NativeMethods.semblance_tensor_set_requires_grad(held.Pointer, value ? 1 : 0), "requires gradient", this);
        }
    }

    /// <summary>The gradient that <see cref="Gradients.Backward"/> gathered, of this tensor's shape; null when there is none.</summary>
    public Tensor? Gradient
    {
        get
        {
            using var held = new Held(Handle, this);
            nint gradient;
            Status.Check(NativeMethods.semblance_tensor_grad(held.Pointer, &gradient), "gradient", this);
            return gradient == 0 ? null : Own(gradient, []);
        }

        set
        {
            using var held = new Held(Handle, this);
            using var given = new Held(value?.Handle ?? Handle, value ?? this);
            Status.Check(NativeMethods.semblance_tensor_set_grad(held.Pointer, value is null ? 0 : given.Pointer), "set gradient", this);
        }
    }

    internal TensorHandle Handle { get; }

    /// <summary>Bytes its elements take when they lie without gaps.</summary>
    internal long ByteCount
    {
        get
        {
            using var held = new Held(Handle, this);
            var d = Describe();
            return d.Count * SizeOf((ElementType)d.ElementType);
        }
    }

    internal TensorScope.Frame? Frame { get; set; }

    internal int Slot { get; set; }

    /// <summary>Size of one dimension; negative counts from the last.</summary>
    public long Size(int dimension)
    {
        var shape = Shape;
        return shape[dimension < 0 ? shape.Length + dimension : dimension];
    }

    /// <summary>Takes the tensor out of every scope; whoever calls this owns it and disposes it.</summary>
    public Tensor Keep()
    {
        Frame?.Remove(this);
        return this;
    }

    /// <summary>Lets the native tensor go. Recorded operations that need it hold their own reference.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        Frame?.Remove(this);
        Handle.Dispose();
        Interlocked.Decrement(ref _live);
    }

    /// <summary>Type and shape: <c>float32 [256, 128]</c>.</summary>
    public override string ToString()
    {
        if (Handle.IsClosed) return "disposed tensor";
        return string.Create(CultureInfo.InvariantCulture, $"{ElementType.ToString().ToLowerInvariant()} [{string.Join(", ", Shape)}]");
    }

    /// <summary>Bytes of one element.</summary>
    internal static int SizeOf(ElementType type) => type switch
    {
        ElementType.Complex128 => 16,
        ElementType.Float64 or ElementType.Int64 or ElementType.Complex64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Wraps an owned native reference; an operator that worked in place gives back the argument it changed.</summary>
    internal static Tensor Own(nint native, ReadOnlySpan<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            var same = argument.Reference switch
            {
                Tensor tensor => tensor.IsSame(native) ? tensor : null,
                Tensor?[] list => Find(list, native),
                _ => null,
            };
            if (same is null) continue;
            NativeMethods.semblance_tensor_release(native);
            return same;
        }

        return new Tensor(native);
    }

    internal Description Describe()
    {
        using var held = new Held(Handle, this);
        Description d;
        Status.Check(NativeMethods.semblance_tensor_describe(held.Pointer, &d), "describe");
        return d;
    }

    private static Tensor? Find(Tensor?[] list, nint native)
    {
        foreach (var tensor in list)
        {
            if (tensor is not null && tensor.IsSame(native)) return tensor;
        }

        return null;
    }

    /// <summary>A closed handle's number may belong to another tensor by now.</summary>
    private bool IsSame(nint native) => Handle.Pointer == native && !Handle.IsClosed;
}
