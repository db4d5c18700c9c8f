using Semblance.Files;
using Semblance.Pairs.Kernels;

namespace Semblance.Pairs.Tests.Kernels;

/// <summary>Fills and reads canvases.</summary>
internal static unsafe class Canvases
{
    internal static Canvas From(float[] values, int channels, int height, int width)
    {
        var canvas = new Canvas(channels, height, width);
        for (var c = 0; c < channels; c++)
        {
            values.AsSpan(c * height * width, height * width).CopyTo(new Span<float>(canvas.Plane(c), height * width));

            // What lies behind a plane must never matter.
            for (var i = height * width; i < canvas.PlaneStride; i++) canvas.Plane(c)[i] = float.NaN;
        }

        return canvas;
    }

    internal static Canvas Random(int channels, int height, int width, int seed = 1)
    {
        var random = new Random(seed);
        return From([.. Enumerable.Range(0, channels * height * width).Select(_ => random.NextSingle())], channels, height, width);
    }

    internal static float[] Values(Canvas canvas)
    {
        var values = new float[canvas.Channels * canvas.PlaneLength];
        for (var c = 0; c < canvas.Channels; c++)
        {
            new ReadOnlySpan<float>(canvas.Plane(c), canvas.PlaneLength).CopyTo(values.AsSpan(c * canvas.PlaneLength));
        }

        return values;
    }

    internal static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "golden", "pairs", name + ".npy");

    internal static Canvas GoldenCanvas(string name)
    {
        var array = Npy.Read(Golden(name));
        return From(array.ToSingles(), (int)array.Shape[0], (int)array.Shape[1], (int)array.Shape[2]);
    }

    internal static void Near(float[] expected, float[] seen, double tolerance)
    {
        Assert.Equal(expected.Length, seen.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - seen[i]) <= tolerance)) Assert.Fail($"value {i}: expected {expected[i]}, seen {seen[i]}");
        }
    }
}
