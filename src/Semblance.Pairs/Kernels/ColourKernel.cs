using System.Runtime.Intrinsics;

namespace Semblance.Pairs.Kernels;

/// <summary>Changes of brightness and colour, in place, on values in [0, 1].</summary>
/// <remarks>
/// The formulas of torchvision's tensor operations (transforms/_functional_tensor.py): blends are cut to [0, 1]; grey is
/// 0.2989 R + 0.587 G + 0.114 B. Nothing is rounded to bytes in between, unlike PIL. Changes of single pixels can be made to a <see cref="Band"/>, so
/// that several follow each other while it is in the first cache; the bits are those of whole planes.
/// </remarks>
internal static unsafe class ColourKernel
{
    internal const float Red = 0.2989f, Green = 0.587f, Blue = 0.114f;

    /// <summary>Multiplies by the factor.</summary>
    internal static void Brightness(Canvas canvas, float factor) => Affine(canvas, factor, 0, Band.Of(canvas));

    /// <summary>Blends with the mean grey of the image: factor 0 gives flat grey, 1 the image.</summary>
    internal static void Contrast(Canvas canvas, float factor) => Affine(canvas, factor, (1 - factor) * GreyMean(canvas), Band.Of(canvas));

    /// <summary>Blends with the grey image: factor 0 gives grey, 1 the image. One-channel images stay as they are.</summary>
    internal static void Saturation(Canvas canvas, float factor) => Saturation(canvas, factor, Band.Of(canvas));

    /// <summary>The same on a band.</summary>
    internal static void Saturation(Canvas canvas, float factor, Band band)
    {
        if (canvas.Channels != 3) return;
        float* r = canvas.Plane(0), g = canvas.Plane(1), b = canvas.Plane(2);
        Vector256<float> keep = Vector256.Create(factor), rest = Vector256.Create(1 - factor);
        for (var i = band.From; i < band.End; i += Lanes.Count)
        {
            var (red, green, blue) = (Vector256.Load(r + i), Vector256.Load(g + i), Vector256.Load(b + i));
            var grey = Grey(red, green, blue) * rest;
            Lanes.Clamp(Lanes.MultiplyAdd(red, keep, grey)).Store(r + i);
            Lanes.Clamp(Lanes.MultiplyAdd(green, keep, grey)).Store(g + i);
            Lanes.Clamp(Lanes.MultiplyAdd(blue, keep, grey)).Store(b + i);
        }
    }

    /// <summary>Replaces colour by grey. One-channel images stay as they are.</summary>
    internal static void Grayscale(Canvas canvas)
    {
        if (canvas.Channels != 3) return;
        float* r = canvas.Plane(0), g = canvas.Plane(1), b = canvas.Plane(2);
        for (var i = 0; i < canvas.PlaneLength; i += Lanes.Count)
        {
            var grey = Grey(Vector256.Load(r + i), Vector256.Load(g + i), Vector256.Load(b + i));
            grey.Store(r + i);
            grey.Store(g + i);
            grey.Store(b + i);
        }
    }

    /// <summary>Turns the hue by a share of the full circle. One-channel images stay as they are.</summary>
    /// <remarks>
    /// With V the largest channel, C the spread and h the hue in sixths, in [0, 6], an HSV colour is red V - C * clamp(2 - |h - 3|), green
    /// V - C * clamp(|h - 2| - 1), blue V - C * clamp(|h - 4| - 1), cut to [0, 1]; equal to the six-way case table.
    /// </remarks>
    internal static void Hue(Canvas canvas, float turn) => Hue(canvas, turn, Band.Of(canvas));

    /// <summary>The same on a band.</summary>
    internal static void Hue(Canvas canvas, float turn, Band band)
    {
        if (canvas.Channels != 3 || turn == 0) return;
        float* r = canvas.Plane(0), g = canvas.Plane(1), b = canvas.Plane(2);
        var sixths = Vector256.Create(turn * 6);
        for (var i = band.From; i < band.End; i += Lanes.Count)
        {
            var (red, green, blue) = (Vector256.Load(r + i), Vector256.Load(g + i), Vector256.Load(b + i));
            var value = Vector256.MaxNative(red, Vector256.MaxNative(green, blue));
            var spread = value - Vector256.MinNative(red, Vector256.MinNative(green, blue));
            var hue = HueInSixths(red, green, blue, value, spread) + sixths;
            hue -= Vector256.Floor(hue * Vector256.Create(1f / 6)) * Vector256.Create(6f);
            (value - (spread * Lanes.Clamp(Vector256.Create(2f) - Vector256.Abs(hue - Vector256.Create(3f))))).Store(r + i);
            (value - (spread * Lanes.Clamp(Vector256.Abs(hue - Vector256.Create(2f)) - Vector256<float>.One))).Store(g + i);
            (value - (spread * Lanes.Clamp(Vector256.Abs(hue - Vector256.Create(4f)) - Vector256<float>.One))).Store(b + i);
        }
    }

    /// <summary>Inverts values at or above the threshold.</summary>
    internal static void Solarize(Canvas canvas, float threshold)
    {
        var limit = Vector256.Create(threshold);
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = 0; i < canvas.PlaneLength; i += Lanes.Count)
            {
                var value = Vector256.Load(plane + i);
                Vector256.ConditionalSelect(Vector256.LessThan(value, limit), value, Vector256<float>.One - value).Store(plane + i);
            }
        }
    }

    /// <summary>factor * x + offset on a band, cut to [0, 1].</summary>
    internal static void Affine(Canvas canvas, float factor, float offset, Band band)
    {
        Vector256<float> scale = Vector256.Create(factor), shift = Vector256.Create(offset);
        for (var c = 0; c < canvas.Channels; c++)
        {
            var plane = canvas.Plane(c);
            for (var i = band.From; i < band.End; i += Lanes.Count)
            {
                Lanes.Clamp(Lanes.MultiplyAdd(Vector256.Load(plane + i), scale, shift)).Store(plane + i);
            }
        }
    }

    /// <summary>Mean of the grey image; the mean of the one channel where there is one.</summary>
    internal static float GreyMean(Canvas canvas)
    {
        var sums = default(GreySums);
        for (var from = 0; from < canvas.PlaneLength; from += Band.Length) sums.Add(canvas, Band.At(canvas, from));
        return sums.Mean(canvas);
    }

    /// <summary>Sum of a band of a plane. Bands of 1024 are added in float and the bands in double: the rounding stays near 1e-7 for any size.</summary>
    internal static double Sum(float* plane, Band band)
    {
        Vector256<float> first = default, second = default;
        var i = band.From;
        for (; i + 16 <= band.End; i += 16)
        {
            first += Vector256.Load(plane + i);
            second += Vector256.Load(plane + i + 8);
        }

        double total = Vector256.Sum(first + second);
        for (; i < band.End; i++) total += plane[i];
        return total;
    }

    private static Vector256<float> Grey(Vector256<float> red, Vector256<float> green, Vector256<float> blue) =>
        Lanes.MultiplyAdd(red, Vector256.Create(Red), Lanes.MultiplyAdd(green, Vector256.Create(Green), blue * Vector256.Create(Blue)));

    private static Vector256<float> HueInSixths(
        Vector256<float> red, Vector256<float> green, Vector256<float> blue, Vector256<float> value, Vector256<float> spread)
    {
        var flat = Vector256.Equals(spread, Vector256<float>.Zero);
        var inverse = Vector256<float>.One / Vector256.ConditionalSelect(flat, Vector256<float>.One, spread);
        var isRed = Vector256.Equals(red, value);
        var isGreen = Vector256.Equals(green, value);
        var first = Vector256.ConditionalSelect(isRed, green, Vector256.ConditionalSelect(isGreen, blue, red));
        var second = Vector256.ConditionalSelect(isRed, blue, Vector256.ConditionalSelect(isGreen, red, green));
        var sector = Vector256.ConditionalSelect(
            isRed, Vector256<float>.Zero, Vector256.ConditionalSelect(isGreen, Vector256.Create(2f), Vector256.Create(4f)));
        return Lanes.MultiplyAdd(first - second, inverse, sector);
    }
}
