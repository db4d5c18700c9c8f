using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Semblance.Pairs.Kernels;

/// <summary>The second half of resizing: a row of blended pixels becomes a row of each plane.</summary>
/// <remarks>
/// Gathering floats one by one costs most of a small view, so the two common cases avoid it: three channels are taken two pixels with all
/// channels in one load, and one channel that is not shrunk is taken by permuting eight neighbours. All agree in every bit up to the order of sums.
/// </remarks>
internal static unsafe class ColumnKernel
{
    /// <summary>Fills row <paramref name="y"/> of the canvas's first planes.</summary>
    /// <param name="values">The blended row, interleaved channels, followed by 8 zeros.</param>
    /// <param name="channels">Channels of the row.</param>
    /// <param name="columns">Which values make an output.</param>
    /// <param name="canvas">Receives the row.</param>
    /// <param name="y">The row.</param>
    internal static void Pick(float* values, int channels, ResizeTable columns, Canvas canvas, int y)
    {
        var place = y * canvas.Width;
        fixed (int* index = columns.Index)
        fixed (float* weight = columns.Weight)
        {
            if (channels == 3 && Avx2.IsSupported)
            {
                Triples(values, columns, canvas.Plane(0) + place, canvas.Plane(1) + place, canvas.Plane(2) + place);
            }
            else if (channels == 1 && columns.IsClose && Avx2.IsSupported)
            {
                Close(values, columns, weight, canvas.Plane(0) + place);
            }
            else
            {
                for (var c = 0; c < channels; c++) Gathered(values + c, index, weight, columns.Taps, columns.Stride, canvas.Plane(c) + place);
            }
        }
    }

    private static void Gathered(float* values, int* index, float* weight, int taps, int stride, float* result)
    {
        for (var x = 0; x < stride; x += Lanes.Count)
        {
            var sum = Lanes.Gather(values, Vector256.Load(index + x)) * Vector256.Load(weight + x);
            for (var t = 1; t < taps; t++)
            {
                var place = t * stride + x;
                sum = Lanes.MultiplyAdd(Lanes.Gather(values, Vector256.Load(index + place)), Vector256.Load(weight + place), sum);
            }

            sum.Store(result + x);
        }
    }

    private static void Close(float* values, ResizeTable columns, float* weight, float* result)
    {
        var (taps, stride) = (columns.Taps, columns.Stride);
        fixed (int* near = columns.Near)
        fixed (int* start = columns.GroupStart)
        {
            for (var x = 0; x < stride; x += Lanes.Count)
            {
                var sum = Vector256<float>.Zero;
                for (var t = 0; t < taps; t++)
                {
                    var place = t * stride + x;
                    var picked = Avx2.PermuteVar8x32(Vector256.Load(values + start[place / Lanes.Count]), Vector256.Load(near + place));
                    sum = Lanes.MultiplyAdd(picked, Vector256.Load(weight + place), sum);
                }

                sum.Store(result + x);
            }
        }
    }

    private static void Triples(float* values, ResizeTable columns, float* red, float* green, float* blue)
    {
        var (pairs, stride) = (columns.Pairs, columns.Stride);
        fixed (int* start = columns.PairStart)
        fixed (float* weights = columns.PairWeight)
        {
            var weight = weights;
            var step = pairs * Lanes.Count;
            for (var x = 0; x < stride; x += 4, weight += 4 * step)
            {
                var a = Mean(values + start[x], weight, pairs);
                var b = Mean(values + start[x + 1], weight + step, pairs);
                var c = Mean(values + start[x + 2], weight + (2 * step), pairs);
                var d = Mean(values + start[x + 3], weight + (3 * step), pairs);
                var (firstLow, secondLow) = (Sse.UnpackLow(a, b), Sse.UnpackLow(c, d));
                Sse.MoveLowToHigh(firstLow, secondLow).Store(red + x);
                Sse.MoveHighToLow(secondLow, firstLow).Store(green + x);
                Sse.MoveLowToHigh(Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d)).Store(blue + x);
            }
        }
    }

    // Red, green and blue of one output.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Mean(float* pixels, float* weight, int pairs)
    {
        var sum = Vector256.Load(pixels) * Vector256.Load(weight);
        if (pairs > 1) sum = Lanes.MultiplyAdd(Vector256.Load(pixels + 6), Vector256.Load(weight + Lanes.Count), sum);
        for (var k = 2; k < pairs; k++)
        {
            sum = Lanes.MultiplyAdd(Vector256.Load(pixels + (6 * k)), Vector256.Load(weight + (Lanes.Count * k)), sum);
        }

        return sum.GetLower() + Avx2.PermuteVar8x32(sum, Vector256.Create(3, 4, 5, 6, 7, 7, 7, 7)).GetLower();
    }
}
