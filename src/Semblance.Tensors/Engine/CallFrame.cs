using System.Runtime.InteropServices;
using System.Text;

namespace Semblance.Tensors.Engine;

/// <summary>The arguments of one call in native memory, with every tensor and generator held until the call is over.</summary>
/// <remarks>One arena per thread, grown as needed: a call allocates nothing. Calls may nest on a thread, as when a receiver
/// of warnings uses tensors: an inner frame lies above the outer one, or in a block of its own where there is no room.</remarks>
internal unsafe ref struct CallFrame
{
    private const int MaxArguments = 32;

    [ThreadStatic]
    private static Arena? _current;

    private readonly Arena _arena;
    private readonly int _bytesBelow;
    private readonly int _handlesBelow;
    private readonly byte* _own;
    private byte* _next;

    internal CallFrame(ReadOnlySpan<Argument> arguments)
    {
        if (arguments.Length > MaxArguments) throw new ArgumentException($"an operator takes at most {MaxArguments} arguments, given {arguments.Length}");
        _arena = _current ??= new Arena();
        _bytesBelow = _arena.Used;
        _handlesBelow = _arena.Handles.Count;
        _next = _arena.Reserve(Size(arguments), out var isOwn);
        _own = isOwn ? _next : null;
        Values = (Value*)Take(arguments.Length * sizeof(Value));
        try
        {
            for (var k = 0; k < arguments.Length; k++) Values[k] = Marshal(arguments[k]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal Value* Values { get; }

    public void Dispose()
    {
        var handles = _arena.Handles;
        for (var k = handles.Count - 1; k >= _handlesBelow; k--) handles[k].DangerousRelease();
        handles.RemoveRange(_handlesBelow, handles.Count - _handlesBelow);
        _arena.Used = _bytesBelow;
        if (_own is not null) NativeMemory.Free(_own);
        GC.KeepAlive(_arena);
    }

    private static int Size(ReadOnlySpan<Argument> arguments)
    {
        var bytes = arguments.Length * sizeof(Value);
        foreach (var argument in arguments)
        {
            bytes += argument.Reference switch
            {
                Array a => (a.Length * 8) + 8,
                string s => Encoding.UTF8.GetMaxByteCount(s.Length) + 8,
                _ => 0,
            };
        }

        return bytes;
    }

    private readonly nint Hold(SafeHandle handle, object owner)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, owner);
        var added = false;
        handle.DangerousAddRef(ref added);
        _arena.Handles.Add(handle);
        return handle.DangerousGetHandle();
    }

    private Value Marshal(Argument argument)
    {
        var value = new Value { Kind = argument.Kind, Integer = argument.Integer };
        switch (argument.Reference)
        {
            case Tensor tensor:
                value.Pointer = Hold(tensor.Handle, tensor);
                break;
            case Tensor?[] tensors:
                var handles = (nint*)Take(tensors.Length * sizeof(nint));
                for (var k = 0; k < tensors.Length; k++) handles[k] = tensors[k] is { } t ? Hold(t.Handle, t) : 0;
                value.Count = tensors.Length;
                value.Pointer = (nint)handles;
                break;
            case long[] integers:
                Copy<long>(integers, ref value);
                break;
            case double[] numbers:
                Copy<double>(numbers, ref value);
                break;
            case bool[] switches:
                Copy<bool>(switches, ref value);
                break;
            case string text:
                var bytes = (byte*)Take(Encoding.UTF8.GetMaxByteCount(text.Length));
                value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, Encoding.UTF8.GetMaxByteCount(text.Length)));
                value.Pointer = (nint)bytes;
                break;
            case Rng rng:
                value.Pointer = Hold(rng.Handle, rng);
                break;
        }

        return value;
    }

    private void Copy<T>(T[] items, ref Value value)
        where T : unmanaged
    {
        var target = Take(items.Length * sizeof(T));
        items.AsSpan().CopyTo(new Span<T>(target, items.Length));
        value.Count = items.Length;
        value.Pointer = (nint)target;
    }

    private void* Take(int bytes)
    {
        var start = _next;
        _next += (bytes + 7) & ~7;
        return start;
    }

    /// <summary>One thread's scratch memory and the handles its running calls hold.</summary>
    private sealed class Arena
    {
        private byte* _start;
        private int _size;

        ~Arena() => NativeMemory.Free(_start);

        internal int Used { get; set; }

        internal List<SafeHandle> Handles { get; } = new(64);

        internal byte* Reserve(int bytes, out bool isOwn)
        {
            isOwn = false;
            if (Used + bytes > _size)
            {
                isOwn = Used > 0;
                if (isOwn) return (byte*)NativeMemory.Alloc((nuint)bytes);
                _size = Math.Max(4096, bytes * 2);
                _start = (byte*)NativeMemory.Realloc(_start, (nuint)_size);
            }

            var place = _start + Used;
            Used += bytes;
            return place;
        }
    }
}
