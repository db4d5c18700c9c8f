using System.Runtime.Intrinsics;

namespace Semblance.Pairs.Kernels;

/// <summary>Writes a canvas to where a batch wants it: normalised, plane by plane or with channels last.</summary>
internal sealed unsafe class OutputKernel
{
    private static readonly Vector256<int>[] Picks =
    [
        Vector256.Create(0, 0, 0, 1, 1, 1, 2, 2),
        Vector256.Create(2, 3, 3, 3, 4, 4, 4, 5),
        Vector256.Create(5, 5, 6, 6, 6, 7, 7, 7),
    ];

    private readonly float[] _scale, _shift;
    private readonly bool _channelsLast;

    internal OutputKernel(Normalisation normalisation, int channels, bool channelsLast)
    {
        var n = normalisation.For(channels);
        _scale = [.. n.Std.Select(s => (float)(1 / s))];
        _shift = [.. n.Mean.Zip(n.Std, (m, s) => (float)(-m / s))];
        _channelsLast = channelsLast;
    }

    /// <summary>Writes <c>(value - mean) / std</c>, [channels, height, width] or [height, width, channels].</summary>
    internal void Write(Canvas canvas, float* result)
    {
        if (!_channelsLast || canvas.Channels == 1) WritePlanes(canvas, result);
        else if (canvas.Channels == 3 && canvas.PlaneLength >= Lanes.Count) WriteTriples(canvas, result);
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
    private void WriteTriples(Canvas canvas, float* result)
    {
        var length = canvas.PlaneLength;
        float* r = canvas.Plane(0), g = canvas.Plane(1), b = canvas.Plane(2);
        for (var i = 0; i < length; i += Lanes.Count)
        {
            var at = Math.Min(i, length - Lanes.Count);
            var red = Lanes.MultiplyAdd(Vector256.Load(r + at), Vector256.Create(_scale[0]), Vector256.Create(_shift[0]));
            var green = Lanes.MultiplyAdd(Vector256.Load(g + at), Vector256.Create(_scale[1]), Vector256.Create(_shift[1]));
            var blue = Lanes.MultiplyAdd(Vector256.Load(b + at), Vector256.Create(_scale[2]), Vector256.Create(_shift[2]));
            Mix(red, green, blue, Picks[0]).Store(result + 3 * at);
            Mix(blue, red, green, Picks[1]).Store(result + 3 * at + 8);
            Mix(green, blue, red, Picks[2]).Store(result + 3 * at + 16);
        }
    }

    private static Vector256<float> Mix(
        Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<int> picks)
    {
        var takeFirst = Vector256.Create(-1, 0, 0, -1, 0, 0, -1, 0).AsSingle();
        var takeSecond = Vector256.Create(0, -1, 0, 0, -1, 0, 0, -1).AsSingle();
        var rest = Vector256.ConditionalSelect(takeSecond, Vector256.Shuffle(second, picks), Vector256.Shuffle(third, picks));
        return Vector256.ConditionalSelect(takeFirst, Vector256.Shuffle(first, picks), rest);
    }

    private void WriteInterleaved(Canvas canvas, float* result)
    {
        var channels = canvas.Channels;
        for (var c = 0; c < channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i++)
            {
                result[i * channels + c] = MathF.FusedMultiplyAdd(plane[i], _scale[c], _shift[c]);
            }
        }
    }
}
