using System.Runtime.Intrinsics;

namespace Semblance.Pairs.Kernels;

/// <summary>Gaussian blur as two one-dimensional passes; edges are mirrored without repeating the edge pixel.</summary>
/// <remarks>
/// Weights <c>exp(-x^2 / (2 sigma^2))</c> over the kernel, normalised, as torchvision's <c>gaussian_blur</c>. Taps whose weight is below 2^-26 of
/// the largest are left out: they are under the rounding of float.
/// </remarks>
internal static unsafe class BlurKernel
{
    private const int Block = 4 * Lanes.Count;
    private const int LongestRadius = 512;

    /// <summary>Blurs all channels.</summary>
    /// <param name="canvas">The image, changed.</param>
    /// <param name="kernel">Taps, odd; cut to what the image's sides allow.</param>
    /// <param name="sigma">Standard deviation in pixels, &gt; 0.</param>
    internal static void Blur(Canvas canvas, int kernel, float sigma)
    {
        var radius = Math.Min(Math.Min(kernel / 2, LongestRadius), Math.Min(canvas.Width, canvas.Height) - 1);
        if (radius <= 0) return;
        var weights = stackalloc float[radius + 1];
        radius = Weights(sigma, radius, weights);
        for (var c = 0; c < canvas.Channels; c++)
        {
            Across(canvas, canvas.Plane(c), canvas.SparePlane(c), weights, radius);
            Down(canvas, canvas.SparePlane(c), canvas.Plane(c), weights, radius);
        }
    }

    // Half a symmetric kernel, the centre first; returns the radius that matters.
    private static int Weights(float sigma, int radius, float* weights)
    {
        double sum = 0;
        for (var j = 0; j <= radius; j++)
        {
            var value = Math.Exp(-0.5 * j * j / ((double)sigma * sigma));
            weights[j] = (float)value;
            sum += j == 0 ? value : 2 * value;
        }

        for (var j = 0; j <= radius; j++) weights[j] = (float)(weights[j] / sum);
        while (radius > 0 && weights[radius] < weights[0] / (1 << 26)) radius--;
        return radius;
    }

    private static void Across(Canvas canvas, float* source, float* result, float* weights, int radius)
    {
        var width = canvas.Width;
        var padded = canvas.Scratch(width + 2 * radius + Block + Lanes.Count) + radius;
        for (var y = 0; y < canvas.Height; y++, source += width, result += width)
        {
            new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(padded, width));
            for (var j = 1; j <= radius; j++)
            {
                padded[-j] = padded[j];
                padded[width - 1 + j] = padded[width - 1 - j];
            }

            var x = 0;
            for (; x + Block <= width; x += Block) AcrossBlock(padded + x, result + x, weights, radius);
            for (; x < width; x += Lanes.Count)
            {
                var sum = Vector256.Load(padded + x) * Vector256.Create(weights[0]);
                for (var j = 1; j <= radius; j++)
                {
                    var pair = Vector256.Load(padded + x - j) + Vector256.Load(padded + x + j);
                    sum = Lanes.MultiplyAdd(pair, Vector256.Create(weights[j]), sum);
                }

                // The last step may write into the row below, which is written afterwards, or behind the plane.
                sum.Store(result + x);
            }
        }
    }

    // Four vectors at a time: enough independent sums to hide the latency of multiply-add.
    private static void AcrossBlock(float* source, float* result, float* weights, int radius)
    {
        var weight = Vector256.Create(weights[0]);
        var (a, b) = (Vector256.Load(source) * weight, Vector256.Load(source + 8) * weight);
        var (c, d) = (Vector256.Load(source + 16) * weight, Vector256.Load(source + 24) * weight);
        for (var j = 1; j <= radius; j++)
        {
            float* left = source - j, right = source + j;
            weight = Vector256.Create(weights[j]);
            a = Lanes.MultiplyAdd(Vector256.Load(left) + Vector256.Load(right), weight, a);
            b = Lanes.MultiplyAdd(Vector256.Load(left + 8) + Vector256.Load(right + 8), weight, b);
            c = Lanes.MultiplyAdd(Vector256.Load(left + 16) + Vector256.Load(right + 16), weight, c);
            d = Lanes.MultiplyAdd(Vector256.Load(left + 24) + Vector256.Load(right + 24), weight, d);
        }

        a.Store(result);
        b.Store(result + 8);
        c.Store(result + 16);
        d.Store(result + 24);
    }

    private static void Down(Canvas canvas, float* source, float* result, float* weights, int radius)
    {
        var (width, last) = (canvas.Width, canvas.Height - 1);
        for (var y = 0; y <= last; y++)
        {
            var x = 0;
            for (; x + Block <= width; x += Block) DownBlock(source + x, result + y * width + x, weights, radius, y, last, width);
            for (; x < width; x += Lanes.Count)
            {
                var sum = Vector256.Load(source + y * width + x) * Vector256.Create(weights[0]);
                for (var j = 1; j <= radius; j++)
                {
                    var pair = Vector256.Load(source + Above(y, j) * width + x) + Vector256.Load(source + Below(y, j, last) * width + x);
                    sum = Lanes.MultiplyAdd(pair, Vector256.Create(weights[j]), sum);
                }

                sum.Store(result + y * width + x);
            }
        }
    }

    private static void DownBlock(float* source, float* result, float* weights, int radius, int y, int last, int width)
    {
        var centre = source + y * width;
        var weight = Vector256.Create(weights[0]);
        var (a, b) = (Vector256.Load(centre) * weight, Vector256.Load(centre + 8) * weight);
        var (c, d) = (Vector256.Load(centre + 16) * weight, Vector256.Load(centre + 24) * weight);
        for (var j = 1; j <= radius; j++)
        {
            float* above = source + Above(y, j) * width, below = source + Below(y, j, last) * width;
            weight = Vector256.Create(weights[j]);
            a = Lanes.MultiplyAdd(Vector256.Load(above) + Vector256.Load(below), weight, a);
            b = Lanes.MultiplyAdd(Vector256.Load(above + 8) + Vector256.Load(below + 8), weight, b);
            c = Lanes.MultiplyAdd(Vector256.Load(above + 16) + Vector256.Load(below + 16), weight, c);
            d = Lanes.MultiplyAdd(Vector256.Load(above + 24) + Vector256.Load(below + 24), weight, d);
        }

        a.Store(result);
        b.Store(result + 8);
        c.Store(result + 16);
        d.Store(result + 24);
    }

    private static int Above(int y, int j) => Math.Abs(y - j);

    private static int Below(int y, int j, int last) => y + j <= last ? y + j : 2 * last - y - j;
}
