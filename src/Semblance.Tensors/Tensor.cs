using System.Globalization;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>An n-dimensional array in the native engine, with automatic differentiation.</summary>
/// <remarks>Members are the operators of PyTorch under .NET names. A tensor belongs to the <see cref="TensorScope"/> that was open when it was
/// made, or to its holder when none was.</remarks>
public sealed unsafe partial class Tensor : IDisposable
{
    private static long _live;

    private Tensor(nint native)
    {
        Handle = new TensorHandle(native);
        Interlocked.Increment(ref _live);
        Frame = TensorScope.Track(this);
    }

    /// <summary>Tensors made and not yet disposed, in the whole process.</summary>
    public static long LiveCount => Interlocked.Read(ref _live);

    /// <summary>Sizes of the dimensions.</summary>
    public long[] Shape
    {
        get
        {
            var d = Describe();
            var shape = new Span<long>(d.Sizes, d.Dims).ToArray();
            GC.KeepAlive(this);
            return shape;
        }
    }

    /// <summary>Number of dimensions.</summary>
    public int Rank => Describe().Dims;

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (a, b) => a * b);

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
        set => Status.Check(NativeMethods.semblance_tensor_set_requires_grad(Handle.Pointer, value ? 1 : 0), $"requires gradient({this})");
    }

    /// <summary>The gradient that <see cref="Gradients.Backward"/> gathered, of this tensor's shape; null when there is none.</summary>
    public Tensor? Gradient
    {
        get
        {
            nint gradient;
            Status.Check(NativeMethods.semblance_tensor_grad(Handle.Pointer, &gradient), "gradient");
            GC.KeepAlive(this);
            return gradient == 0 ? null : Own(gradient, []);
        }

        set
        {
            Status.Check(NativeMethods.semblance_tensor_set_grad(Handle.Pointer, value?.Handle.Pointer ?? 0), "set gradient");
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }
    }

    internal TensorHandle Handle { get; }

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
        if (Handle.IsClosed) return;
        Frame?.Remove(this);
        Handle.Dispose();
        Interlocked.Decrement(ref _live);
        GC.SuppressFinalize(this);
    }

    /// <summary>Type and shape: <c>float32 [256, 128]</c>.</summary>
    public override string ToString()
    {
        if (Handle.IsClosed) return "disposed tensor";
        return string.Create(CultureInfo.InvariantCulture, $"{ElementType.ToString().ToLowerInvariant()} [{string.Join(", ", Shape)}]");
    }

    /// <summary>Wraps an owned native reference; an operator that worked in place gives back the argument it changed.</summary>
    internal static Tensor Own(nint native, ReadOnlySpan<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Reference is not Tensor tensor || tensor.Handle.Pointer != native) continue;
            NativeMethods.semblance_tensor_release(native);
            return tensor;
        }

        return new Tensor(native);
    }

    internal Description Describe()
    {
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        Description d;
        Status.Check(NativeMethods.semblance_tensor_describe(Handle.Pointer, &d), "describe");
        GC.KeepAlive(this);
        return d;
    }
}
