using System.Runtime.Intrinsics;

namespace Semblance.Pairs.Kernels;

/// <summary>Crop, resize and mirror in one pass from the picture's bytes to the planes of a canvas.</summary>
/// <remarks>
/// For each output row the source rows are blended first (bytes to floats, along memory), then the row's pixels are
/// picked; one row of intermediate values stays in the first cache.
/// </remarks>
internal sealed unsafe class FrameKernel
{
    private readonly ResizeTable _rows = new(), _columns = new();

    /// <summary>Renders the frame of a picture into a canvas; a grey picture fills all channels of a colour canvas.</summary>
    /// <param name="pixels">Interleaved bytes, [height, width, channels].</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="channels">Channels of the picture, 1 or the canvas's.</param>
    /// <param name="frame">The part to show, in pixels of this picture.</param>
    /// <param name="canvas">Receives values in [0, 1].</param>
    internal void Render(ReadOnlySpan<byte> pixels, ImageSize size, int channels, in Frame frame, Canvas canvas)
    {
        _rows.Build(frame.Y, frame.Height, size.Height, canvas.Height, frame.MirrorY, 1, 1.0 / 255);
        _columns.Build(frame.X, frame.Width, size.Width, canvas.Width, frame.MirrorX, channels, 1);
        var used = (_columns.End - _columns.First) * channels;
        var blended = canvas.Scratch(used + Lanes.Count);
        Vector256<float>.Zero.Store(blended + used);
        fixed (byte* start = pixels)
        {
            var rowBytes = size.Width * channels;
            var corner = start + (long)_rows.First * rowBytes + _columns.First * channels;
            for (var y = 0; y < canvas.Height; y++)
            {
                BlendRows(corner, rowBytes, y, used, blended);
                ColumnKernel.Pick(blended, channels, _columns, canvas, y);
            }
        }

        if (channels < canvas.Channels) Repeat(canvas);
    }

    private static void Repeat(Canvas canvas)
    {
        var grey = new ReadOnlySpan<float>(canvas.Plane(0), canvas.PlaneLength);
        for (var c = 1; c < canvas.Channels; c++) grey.CopyTo(new Span<float>(canvas.Plane(c), canvas.PlaneLength));
    }

    private void BlendRows(byte* corner, int rowBytes, int y, int used, float* result)
    {
        var sources = stackalloc byte*[_rows.Taps];
        var weights = stackalloc float[_rows.Taps];
        var taps = 0;
        for (var t = 0; t < _rows.Taps; t++)
        {
            var weight = _rows.Weight[t * _rows.Stride + y];
            if (weight == 0) continue;
            weights[taps] = weight;
            sources[taps++] = corner + (long)_rows.Index[t * _rows.Stride + y] * rowBytes;
        }

        if (used < Lanes.Count)
        {
            for (var x = 0; x < used; x++)
            {
                var sum = 0f;
                for (var t = 0; t < taps; t++) sum = MathF.FusedMultiplyAdd(sources[t][x], weights[t], sum);
                result[x] = sum;
            }

            return;
        }

        switch (taps)
        {
            case 2: BlendTwo(sources, weights, used, result); break;
            case 3: BlendThree(sources, weights, used, result); break;
            case 4: BlendFour(sources, weights, used, result); break;
            default: BlendMany(sources, weights, taps, used, result); break;
        }
    }

    // The last step overlaps the one before instead of reading past the row, which may be the end of the memory. Few sources
    // are told apart so that their weights stay in registers.
    private static void BlendTwo(byte** sources, float* weights, int used, float* result)
    {
        byte* first = sources[0], second = sources[1];
        Vector256<float> a = Vector256.Create(weights[0]), b = Vector256.Create(weights[1]);
        for (var x = 0; x < used; x += Lanes.Count)
        {
            var at = Math.Min(x, used - Lanes.Count);
            Lanes.MultiplyAdd(Lanes.FromBytes(second + at), b, Lanes.FromBytes(first + at) * a).Store(result + at);
        }
    }

    private static void BlendThree(byte** sources, float* weights, int used, float* result)
    {
        byte* first = sources[0], second = sources[1], third = sources[2];
        Vector256<float> a = Vector256.Create(weights[0]), b = Vector256.Create(weights[1]), c = Vector256.Create(weights[2]);
        for (var x = 0; x < used; x += Lanes.Count)
        {
            var at = Math.Min(x, used - Lanes.Count);
            var sum = Lanes.MultiplyAdd(Lanes.FromBytes(second + at), b, Lanes.FromBytes(first + at) * a);
            Lanes.MultiplyAdd(Lanes.FromBytes(third + at), c, sum).Store(result + at);
        }
    }

    private static void BlendFour(byte** sources, float* weights, int used, float* result)
    {
        byte* first = sources[0], second = sources[1], third = sources[2], fourth = sources[3];
        Vector256<float> a = Vector256.Create(weights[0]), b = Vector256.Create(weights[1]), c = Vector256.Create(weights[2]), d = Vector256.Create(weights[3]);
        for (var x = 0; x < used; x += Lanes.Count)
        {
            var at = Math.Min(x, used - Lanes.Count);
            var sum = Lanes.MultiplyAdd(Lanes.FromBytes(second + at), b, Lanes.FromBytes(first + at) * a);
            Lanes.MultiplyAdd(Lanes.FromBytes(fourth + at), d, Lanes.MultiplyAdd(Lanes.FromBytes(third + at), c, sum)).Store(result + at);
        }
    }

    private static void BlendMany(byte** sources, float* weights, int taps, int used, float* result)
    {
        for (var x = 0; x < used; x += Lanes.Count)
        {
            var at = Math.Min(x, used - Lanes.Count);
            var sum = Lanes.FromBytes(sources[0] + at) * Vector256.Create(weights[0]);
            for (var t = 1; t < taps; t++)
            {
                sum = Lanes.MultiplyAdd(Lanes.FromBytes(sources[t] + at), Vector256.Create(weights[t]), sum);
            }

            sum.Store(result + at);
        }
    }
}
