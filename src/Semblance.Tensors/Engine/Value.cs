using System.Runtime.InteropServices;

namespace Semblance.Tensors.Engine;

/// <summary>Kinds of a <see cref="Value"/>, as in native/engine/engine.h.</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    String = 5,
    IntList = 6,
    DoubleList = 7,
    BoolList = 8,
    TensorList = 9,
    Device = 10,
    Generator = 11,
}

/// <summary>One argument or result on its way over the C boundary; 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Value
{
    [FieldOffset(0)] internal ValueKind Kind;
    [FieldOffset(4)] internal int Count;
    [FieldOffset(8)] internal long Integer;
    [FieldOffset(8)] internal double Number;
    [FieldOffset(8)] internal nint Pointer;
}

/// <summary>Everything about a tensor in one call, as in native/engine/engine.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Description
{
    internal void* Data;
    internal long* Sizes;
    internal long* Strides;
    internal int Dims;
    internal int ElementType;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int Flags;
    internal int Reserved;

    /// <summary>Number of elements; read while the tensor is held.</summary>
    internal readonly long Count
    {
        get
        {
            var count = 1L;
            for (var k = 0; k < Dims; k++) count *= Sizes[k];
            return count;
        }
    }

    internal readonly bool RequiresGradient => (Flags & 1) != 0;

    internal readonly bool IsContiguous => (Flags & 2) != 0;

    internal readonly bool IsLeaf => (Flags & 4) != 0;

    internal readonly bool IsChannelsLast => (Flags & 8) != 0;
}
