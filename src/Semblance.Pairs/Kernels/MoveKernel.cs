using System.Runtime.Intrinsics;

namespace Semblance.Pairs.Kernels;

/// <summary>Mirroring, shifting and turning of a canvas.</summary>
internal static unsafe class MoveKernel
{
    /// <summary>Mirrors left and right.</summary>
    internal static void MirrorX(Canvas canvas)
    {
        for (var c = 0; c < canvas.Channels; c++)
        {
            for (var y = 0; y < canvas.Height; y++) new Span<float>(canvas.Plane(c) + y * canvas.Width, canvas.Width).Reverse();
        }
    }

    /// <summary>Mirrors top and bottom.</summary>
    internal static void MirrorY(Canvas canvas)
    {
        var width = canvas.Width;
        for (var c = 0; c < canvas.Channels; c++)
        {
            for (var y = 0; y < canvas.Height; y++)
            {
                new ReadOnlySpan<float>(canvas.Plane(c) + y * width, width)
                    .CopyTo(new Span<float>(canvas.SparePlane(c) + (canvas.Height - 1 - y) * width, width));
            }
        }

        canvas.Swap();
    }

    /// <summary>Shows the image displaced: pixel (y, x) becomes what was at (y + down, x + right); what comes from outside is 0.</summary>
    internal static void Shift(Canvas canvas, int right, int down)
    {
        if (right == 0 && down == 0) return;
        var (width, height) = (canvas.Width, canvas.Height);
        var kept = Math.Max(0, width - Math.Abs(right));
        for (var c = 0; c < canvas.Channels; c++)
        {
            var result = new Span<float>(canvas.SparePlane(c), canvas.PlaneLength);
            result.Clear();
            for (var y = Math.Max(0, -down); y < Math.Min(height, height - down) && kept > 0; y++)
            {
                new ReadOnlySpan<float>(canvas.Plane(c) + (y + down) * width + Math.Max(0, right), kept)
                    .CopyTo(result.Slice(y * width + Math.Max(0, -right), kept));
            }
        }

        canvas.Swap();
    }

    /// <summary>Turns the image about its centre, anticlockwise for positive angles; bilinear, 0 from outside.</summary>
    /// <param name="canvas">The image, changed.</param>
    /// <param name="degrees">Angle in degrees.</param>
    internal static void Rotate(Canvas canvas, float degrees)
    {
        if (degrees == 0) return;
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        double middleX = (canvas.Width - 1) / 2.0, middleY = (canvas.Height - 1) / 2.0;
        for (var y = 0; y < canvas.Height; y++)
        {
            var startX = (float)(middleX - cos * middleX - sin * (y - middleY));
            var startY = (float)(middleY - sin * middleX + cos * (y - middleY));
            RotateRow(canvas, y, startX, startY, (float)cos, (float)sin);
        }

        canvas.Swap();
    }

    private static void RotateRow(Canvas canvas, int y, float startX, float startY, float stepX, float stepY)
    {
        var (width, height) = (canvas.Width, canvas.Height);
        var one = Vector256<float>.One;
        for (var x = 0; x < width; x += Lanes.Count)
        {
            var column = Vector256.Create((float)x) + Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
            var fromX = Lanes.MultiplyAdd(column, Vector256.Create(stepX), Vector256.Create(startX));
            var fromY = Lanes.MultiplyAdd(column, Vector256.Create(stepY), Vector256.Create(startY));
            var (floorX, floorY) = (Vector256.Floor(fromX), Vector256.Floor(fromY));
            var (shareX, shareY) = (fromX - floorX, fromY - floorY);
            var (left, top) = (Vector256.ConvertToInt32(floorX), Vector256.ConvertToInt32(floorY));
            var (right, bottom) = (left + Vector256<int>.One, top + Vector256<int>.One);
            var (inLeft, inRight) = (Inside(left, width), Inside(right, width));
            var (inTop, inBottom) = (Inside(top, height), Inside(bottom, height));
            var wide = Vector256.Create(width);
            for (var c = 0; c < canvas.Channels; c++)
            {
                var plane = canvas.Plane(c);
                var above = Masked(plane, top * wide + left, inTop & inLeft) * (one - shareX)
                    + Masked(plane, top * wide + right, inTop & inRight) * shareX;
                var below = Masked(plane, bottom * wide + left, inBottom & inLeft) * (one - shareX)
                    + Masked(plane, bottom * wide + right, inBottom & inRight) * shareX;
                (above * (one - shareY) + below * shareY).Store(canvas.SparePlane(c) + y * width + x);
            }
        }
    }

    private static Vector256<int> Inside(Vector256<int> place, int limit) =>
        Vector256.GreaterThanOrEqual(place, Vector256<int>.Zero) & Vector256.LessThan(place, Vector256.Create(limit));

    private static Vector256<float> Masked(float* plane, Vector256<int> index, Vector256<int> inside) =>
        Lanes.Gather(plane, index & inside) & inside.AsSingle();
}
