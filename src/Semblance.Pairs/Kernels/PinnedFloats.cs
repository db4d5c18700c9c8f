using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Semblance.Pairs.Kernels;

/// <summary>Floats that the garbage collector does not move, starting at a multiple of 64 bytes, so that vector loads do not straddle cache lines.</summary>
internal sealed unsafe class PinnedFloats
{
    private const int AlignmentFloats = 16;

    // Held so that the memory lives as long as this object.
    private readonly float[] _memory;

    internal PinnedFloats(int length)
    {
        Length = length;
        _memory = GC.AllocateArray<float>(length + AlignmentFloats, pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Pointer = (float*)((start + 63) & ~(nuint)63);
    }

    internal int Length { get; }

    internal float* Pointer { get; }

    internal Span<float> Span => new(Pointer, Length);
}
