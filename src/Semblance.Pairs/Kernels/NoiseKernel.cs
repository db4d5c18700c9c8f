using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Kernels;

/// <summary>Random changes of single values: noise and masking.</summary>
internal static unsafe class NoiseKernel
{
    /// <summary>Adds normal noise; values of images are cut to [0, 1].</summary>
    /// <remarks>Box and Muller's pairs: each block of four words gives four normals.</remarks>
    internal static void Add(Canvas canvas, float sigma, bool clamp, ref Draws draws)
    {
        var normals = stackalloc float[4];
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i += 4)
            {
                Normals(draws.NextBlock(), normals);
                for (var j = 0; j < Math.Min(4, canvas.PlaneLength - i); j++)
                {
                    var value = plane[i + j] + sigma * normals[j];
                    plane[i + j] = clamp ? Math.Clamp(value, 0, 1) : value;
                }
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

    private static void Normals(PhiloxBlock bits, float* normals)
    {
        Pair(bits.First, bits.Second, normals);
        Pair(bits.Third, bits.Fourth, normals + 2);
    }

    // Half a step is added so that the logarithm never sees 0.
    private static void Pair(uint first, uint second, float* normals)
    {
        var radius = MathF.Sqrt(-2 * MathF.Log((float)((first + 0.5) / 4294967296.0)));
        var (sin, cos) = MathF.SinCos((float)(second * (2 * Math.PI / 4294967296.0)));
        normals[0] = radius * cos;
        normals[1] = radius * sin;
    }
}
