using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Semblance.Pairs.Kernels;

/// <summary>Eight floats at a time: the few operations for which .NET has no portable word.</summary>
internal static unsafe class Lanes
{
    internal const int Count = 8;

    /// <summary>Eight bytes as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> FromBytes(byte* bytes) => Avx2.IsSupported
        ? Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(bytes))
        : Vector256.Create((float)bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);

    /// <summary>Eight floats from eight places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Gather(float* values, Vector256<int> index) => Avx2.IsSupported
        ? Avx2.GatherVector256(values, index, sizeof(float))
        : Vector256.Create(
            values[index[0]], values[index[1]], values[index[2]], values[index[3]],
            values[index[4]], values[index[5]], values[index[6]], values[index[7]]);

    /// <summary>Values cut to [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Clamp(Vector256<float> value) =>
        Vector256.MinNative(Vector256.MaxNative(value, Vector256<float>.Zero), Vector256<float>.One);

    /// <summary><c>a * b + c</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Fma.IsSupported ? Fma.MultiplyAdd(a, b, c) : Vector256.MultiplyAddEstimate(a, b, c);
}
