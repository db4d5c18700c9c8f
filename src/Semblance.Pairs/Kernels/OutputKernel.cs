using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Semblance.Pairs.Kernels;

/// <summary>Writes a canvas to where a batch wants it: normalised, plane by plane or with channels last.</summary>
internal sealed unsafe class OutputKernel
{
    private const int LargePlane = 128 * 128;

    private static readonly Vector256<int>[] Picks =
    [
        Vector256.Create(0, 0, 0, 1, 1, 1, 2, 2),
        Vector256.Create(2, 3, 3, 3, 4, 4, 4, 5),
        Vector256.Create(5, 5, 6, 6, 6, 7, 7, 7),
    ];

    private readonly float[] _scale, _shift;
    private readonly bool _channelsLast, _isVector;
    private readonly int _stride;

    /// <summary>A writer.</summary>
    /// <param name="normalisation">Of all channels; those of the canvas come first.</param>
    /// <param name="channels">Channels of the canvas.</param>
    /// <param name="channelsLast">Whether channels are interleaved.</param>
    /// <param name="appended">Constant channels after those of the canvas; numbers, for a vector.</param>
    /// <param name="isVector">Whether the canvas holds a vector: it has one order only.</param>
    internal OutputKernel(Normalisation normalisation, int channels, bool channelsLast, int appended, bool isVector)
    {
        var n = normalisation.Mean.Count > channels && appended > 0 ? normalisation : normalisation.For(channels);
        _scale = [.. n.Std.Select(s => (float)(1 / s))];
        _shift = [.. n.Mean.Zip(n.Std, (m, s) => (float)(-m / s))];
        _channelsLast = channelsLast && !isVector;
        _isVector = isVector;
        _stride = channels + appended;
    }

    /// <summary>Writes <c>(value - mean) / std</c>, [channels, height, width] or [height, width, channels], then channels of one value each as they are; a vector gets one number for each.</summary>
    internal void Write(Canvas canvas, ReadOnlySpan<float> appended, float* result)
    {
        Write(canvas, result);
        var pixels = canvas.PlaneLength;
        if (_isVector) appended.CopyTo(new Span<float>(result + pixels, appended.Length));
        else if (!_channelsLast) for (var c = 0; c < appended.Length; c++) new Span<float>(result + ((canvas.Channels + c) * (long)pixels), pixels).Fill(appended[c]);
        else if (appended.Length > 0) for (var i = 0; i < pixels; i++) appended.CopyTo(new Span<float>(result + (i * (long)_stride) + canvas.Channels, appended.Length));
    }

    private void Write(Canvas canvas, float* result)
    {
        if (!_channelsLast || _stride == 1) WritePlanes(canvas, result);
        else if (_stride == 3 && canvas.Channels == 3 && canvas.PlaneLength >= Lanes.Count) WriteTriples(canvas, result);
        else WriteInterleaved(canvas, result);
    }

    private void WritePlanes(Canvas canvas, float* result)
    {
        var length = canvas.PlaneLength;
        for (var c = 0; c < canvas.Channels; c++, result += length)
        {
            var plane = canvas.Plane(c);
            Vector256<float> scale = Vector256.Create(_scale[c]), shift = Vector256.Create(_shift[c]);
            var i = 0;
            for (; i + Lanes.Count <= length; i += Lanes.Count)
            {
                Lanes.MultiplyAdd(Vector256.Load(plane + i), scale, shift).Store(result + i);
            }

            for (; i < length; i++) result[i] = MathF.FusedMultiplyAdd(plane[i], _scale[c], _shift[c]);
        }
    }

    // Eight pixels of three planes become 24 floats: each of the three vectors written takes its places from all three planes.
    // A view too large for the caches goes past them: otherwise each line would be fetched from memory only to be overwritten.
    private void WriteTriples(Canvas canvas, float* result)
    {
        var length = canvas.PlaneLength;
        var goesPast = length >= LargePlane && length % Lanes.Count == 0 && ((nint)result & 31) == 0 && Avx.IsSupported;
        float* r = canvas.Plane(0), g = canvas.Plane(1), b = canvas.Plane(2);
        for (var i = 0; i < length; i += Lanes.Count)
        {
            var at = Math.Min(i, length - Lanes.Count);
            var red = Lanes.MultiplyAdd(Vector256.Load(r + at), Vector256.Create(_scale[0]), Vector256.Create(_shift[0]));
            var green = Lanes.MultiplyAdd(Vector256.Load(g + at), Vector256.Create(_scale[1]), Vector256.Create(_shift[1]));
            var blue = Lanes.MultiplyAdd(Vector256.Load(b + at), Vector256.Create(_scale[2]), Vector256.Create(_shift[2]));
            var (first, second, third) = (Mix(red, green, blue, Picks[0]), Mix(blue, red, green, Picks[1]), Mix(green, blue, red, Picks[2]));
            var place = result + (3 * at);
            if (goesPast)
            {
                first.StoreAlignedNonTemporal(place);
                second.StoreAlignedNonTemporal(place + 8);
                third.StoreAlignedNonTemporal(place + 16);
            }
            else
            {
                first.Store(place);
                second.Store(place + 8);
                third.Store(place + 16);
            }
        }

        if (goesPast) Sse.StoreFence(); // whoever takes the batch must see it
    }

    private static Vector256<float> Mix(
        Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<int> picks)
    {
        var takeFirst = Vector256.Create(-1, 0, 0, -1, 0, 0, -1, 0).AsSingle();
        var takeSecond = Vector256.Create(0, -1, 0, 0, -1, 0, 0, -1).AsSingle();
        var rest = Vector256.ConditionalSelect(takeSecond, Picked(second, picks), Picked(third, picks));
        return Vector256.ConditionalSelect(takeFirst, Picked(first, picks), rest);
    }

    // The portable word also looks for places out of range, which there are none of.
    private static Vector256<float> Picked(Vector256<float> values, Vector256<int> picks) =>
        Avx2.IsSupported ? Avx2.PermuteVar8x32(values, picks) : Vector256.Shuffle(values, picks);

    private void WriteInterleaved(Canvas canvas, float* result)
    {
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i++)
            {
                result[i * _stride + c] = MathF.FusedMultiplyAdd(plane[i], _scale[c], _shift[c]);
            }
        }
    }
}
