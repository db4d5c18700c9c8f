using System.Runtime.InteropServices;
using System.Text;

namespace Semblance.Tensors.Engine;

/// <summary>The arguments of one call in native memory, with every tensor held until the call is over.</summary>
/// <remarks>One arena per thread, grown as needed: a call allocates nothing. Calls do not nest on a thread.</remarks>
internal unsafe ref struct CallFrame
{
    private const int MaxArguments = 32;

    [ThreadStatic]
    private static Arena? _arena;

    private readonly ReadOnlySpan<Argument> _arguments;
    private readonly Arena _memory;
    private int _held;

    internal CallFrame(ReadOnlySpan<Argument> arguments)
    {
        if (arguments.Length > MaxArguments) throw new ArgumentException($"an operator takes at most {MaxArguments} arguments, given {arguments.Length}");
        _arguments = arguments;
        _memory = _arena ??= new Arena();
        _memory.Reset(Size(arguments));
        Values = (Value*)_memory.Take(arguments.Length * sizeof(Value));
        try
        {
            for (var k = 0; k < arguments.Length; k++, _held++) Values[k] = Marshal(arguments[k]);
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
        for (var k = 0; k < _held; k++)
        {
            if (_arguments[k].Reference is Tensor tensor) tensor.Handle.DangerousRelease();
            else if (_arguments[k].Reference is Tensor?[] list)
            {
                foreach (var t in list) t?.Handle.DangerousRelease();
            }
        }

        _held = 0;
        GC.KeepAlive(_memory);
    }

    private static int Size(ReadOnlySpan<Argument> arguments)
    {
        var bytes = arguments.Length * sizeof(Value);
        foreach (var argument in arguments)
        {
            bytes += 16 + argument.Reference switch
            {
                Array a => a.Length * 8,
                string s => Encoding.UTF8.GetMaxByteCount(s.Length),
                _ => 0,
            };
        }

        return bytes;
    }

    private static nint Hold(Tensor tensor)
    {
        var added = false;
        tensor.Handle.DangerousAddRef(ref added);
        return tensor.Handle.Pointer;
    }

    private readonly Value Marshal(Argument argument)
    {
        var value = new Value { Kind = argument.Kind, Integer = argument.Integer };
        switch (argument.Reference)
        {
            case Tensor tensor:
                value.Pointer = Hold(tensor);
                break;
            case Tensor?[] tensors:
                value.Count = tensors.Length;
                value.Pointer = (nint)Tensors(tensors);
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
                var bytes = (byte*)_memory.Take(Encoding.UTF8.GetMaxByteCount(text.Length));
                value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, Encoding.UTF8.GetMaxByteCount(text.Length)));
                value.Pointer = (nint)bytes;
                break;
            case Rng rng:
                value.Pointer = rng.Pointer;
                break;
        }

        return value;
    }

    private readonly nint* Tensors(Tensor?[] tensors)
    {
        var handles = (nint*)_memory.Take(tensors.Length * sizeof(nint));
        var held = 0;
        try
        {
            for (; held < tensors.Length; held++) handles[held] = tensors[held] is { } t ? Hold(t) : 0;
        }
        catch
        {
            for (var k = 0; k < held; k++) tensors[k]?.Handle.DangerousRelease();
            throw;
        }

        return handles;
    }

    private readonly void Copy<T>(T[] items, ref Value value)
        where T : unmanaged
    {
        var bytes = items.Length * sizeof(T);
        var target = _memory.Take(bytes);
        items.AsSpan().CopyTo(new Span<T>(target, items.Length));
        value.Count = items.Length;
        value.Pointer = (nint)target;
    }

    private sealed class Arena
    {
        private byte* _start;
        private int _size;
        private int _used;

        ~Arena() => NativeMemory.Free(_start);

        internal void Reset(int bytes)
        {
            _used = 0;
            if (bytes + 64 <= _size) return;
            _size = Math.Max(4096, (bytes + 64) * 2);
            _start = (byte*)NativeMemory.Realloc(_start, (nuint)_size);
        }

        internal void* Take(int bytes)
        {
            var start = _start + _used;
            _used += (bytes + 7) & ~7;
            return start;
        }
    }
}
