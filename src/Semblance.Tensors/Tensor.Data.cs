namespace Semblance.Tensors;

// Elements from and to the managed world.
public sealed unsafe partial class Tensor
{
    private static readonly Operator ItemOp = Operator.Named("item");

    /// <summary>The element type that holds <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">float, double, long, byte and bool are supported.</exception>
    public static ElementType TypeOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? ElementType.Float32
        : typeof(T) == typeof(double) ? ElementType.Float64
        : typeof(T) == typeof(long) ? ElementType.Int64
        : typeof(T) == typeof(byte) ? ElementType.UInt8
        : typeof(T) == typeof(bool) ? ElementType.Bool
        : throw new NotSupportedException($"tensors of {typeof(T).Name} cannot be made; use float, double, long, byte or bool");

    /// <summary>A CPU tensor with a copy of the given elements, in row-major order.</summary>
    /// <param name="elements">As many elements as the shape has.</param>
    /// <param name="shape">Sizes of the dimensions; none for a scalar.</param>
    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public static Tensor FromSpan<T>(ReadOnlySpan<T> elements, params long[] shape)
        where T : unmanaged
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        if (count != elements.Length) throw new ArgumentException($"a tensor [{string.Join(", ", shape)}] has {count} elements, got {elements.Length}");
        var tensor = Empty(shape, TypeOf<T>());
        elements.CopyTo(tensor.Elements<T>());
        return tensor;
    }

    /// <inheritdoc cref="FromSpan{T}"/>
    public static Tensor From<T>(T[] elements, params long[] shape)
        where T : unmanaged => FromSpan<T>(elements, shape);

    /// <summary>A CPU tensor [n, c, h, w] lying in memory as [n, h, w, c], with a copy of elements in that order.</summary>
    public static Tensor FromChannelsLast(ReadOnlySpan<float> elements, long n, long c, long h, long w)
    {
        using var flat = FromSpan(elements, n, h, w, c);
        return flat.Permute(0, 3, 1, 2);
    }

    /// <summary>Overwrites the elements in place, in memory order; nothing is recorded.</summary>
    /// <exception cref="ArgumentException">Another number of elements, another type, or a tensor with gaps or on a GPU.</exception>
    public void Fill<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        var target = Elements<T>();
        if (target.Length != elements.Length) throw new ArgumentException($"{this} has {target.Length} elements, got {elements.Length}");
        elements.CopyTo(target);
        GC.KeepAlive(this);
    }

    /// <summary>A copy of the elements in row-major order, from any device and memory order.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return Detach().To(Device.Cpu).Contiguous().Elements<T>().ToArray();
    }

    /// <summary>The one element of a scalar as a number.</summary>
    /// <exception cref="TorchException">The tensor has more than one element.</exception>
    public double Item() => ItemOp.CallNumber(this);

    /// <summary>The elements in native memory, in memory order; valid only while the tensor is.</summary>
    internal Span<T> Elements<T>()
        where T : unmanaged
    {
        var d = Describe();
        if ((ElementType)d.ElementType != TypeOf<T>()) throw new ArgumentException($"elements of {this} are not {typeof(T).Name}");
        if (d.DeviceType != (int)DeviceType.Cpu) throw new ArgumentException($"elements of {this} are on a GPU; copy it with To(Device.Cpu)");
        if (!d.IsContiguous && !d.IsChannelsLast) throw new ArgumentException($"elements of {this} have gaps; call Contiguous() first");
        return new Span<T>(d.Data, SpanLength(Count));
    }

    /// <summary>Some raw bytes of a contiguous CPU tensor, in memory order; valid only while the tensor is.</summary>
    /// <param name="start">Offset in bytes.</param>
    /// <param name="length">Number of bytes.</param>
    internal Span<byte> Bytes(long start, int length)
    {
        var d = Describe();
        if (!d.IsContiguous || d.DeviceType != (int)DeviceType.Cpu) throw new ArgumentException($"{this} has gaps or is on a GPU");
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, ByteCount);
        return new Span<byte>((byte*)d.Data + start, length);
    }

    /// <summary>All raw bytes of a contiguous CPU tensor of at most 2 GiB.</summary>
    internal Span<byte> Bytes() => Bytes(0, SpanLength(ByteCount));

    private int SpanLength(long length) => length <= int.MaxValue
        ? (int)length
        : throw new ArgumentException($"{this} is too large to be copied at once; take it in parts with Narrow");
}
