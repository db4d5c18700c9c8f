using System.Runtime.Intrinsics;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Kernels;

/// <summary>Random changes of single values: noise and masking.</summary>
internal static unsafe class NoiseKernel
{
    /// <summary>Adds normal noise; values of images are cut to [0, 1].</summary>
    /// <remarks>
    /// Box and Muller's transformation, sixteen numbers at a time: of four blocks of the stream the first eight words give the radii, the other eight the
    /// angles.
    /// </remarks>
    internal static void Add(Canvas canvas, float sigma, bool clamp, ref Draws draws)
    {
        var words = stackalloc uint[2 * Lanes.Count];
        var scale = Vector256.Create(sigma);
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i += 2 * Lanes.Count)
            {
                for (var block = 0; block < 4; block++) ((PhiloxBlock*)words)[block] = draws.NextBlock();
                var (sin, cos) = Vector256.SinCos(Unit(words + Lanes.Count) * Vector256.Create(2 * MathF.PI));
                var radius = Vector256.Sqrt(Vector256.Log(Unit(words)) * Vector256.Create(-2f)) * scale;
                AddTo(plane + i, radius * cos, clamp);
                AddTo(plane + i + Lanes.Count, radius * sin, clamp);
            }
        }
    }

    /// <summary>Sets each value to 0 with the given probability and returns how many were.</summary>
    internal static int Mask(Canvas canvas, float share, ref Draws draws)
    {
        var masked = 0;
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i++)
            {
                if (!draws.Chance(share)) continue;
                plane[i] = 0;
                masked++;
            }
        }

        return masked;
    }

    /// <summary>Multiplies all values.</summary>
    internal static void Scale(Canvas canvas, float factor)
    {
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i++) plane[i] *= factor;
        }
    }

    private static void AddTo(float* values, Vector256<float> noise, bool clamp)
    {
        var sum = Vector256.Load(values) + noise;
        (clamp ? Lanes.Clamp(sum) : sum).Store(values);
    }

    // In (0, 1]: 24 bits and half a step, so that the logarithm never sees 0.
    private static Vector256<float> Unit(uint* words) =>
        Lanes.MultiplyAdd(
            Vector256.ConvertToSingle((Vector256.Load(words) >>> 8).AsInt32()), Vector256.Create(1f / (1 << 24)), Vector256.Create(0.5f / (1 << 24)));
}
