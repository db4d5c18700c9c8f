namespace Semblance.Pairs.Tests.Kernels;

/// <summary>Slow scalar float64 references of every kernel, written pixel by pixel from the definitions.</summary>
internal static class Oracle
{
    internal delegate double Picture(int channel, int y, int x);

    internal static float[] Fill(int channels, int height, int width, Picture value)
    {
        var result = new float[channels * height * width];
        for (var c = 0; c < channels; c++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++) result[(c * height + y) * width + x] = (float)value(c, y, x);
            }
        }

        return result;
    }

    /// <summary>Weights of source pixels for one output pixel: triangle filter, widened when shrinking.</summary>
    internal static Dictionary<int, double> Weights(double start, double length, int limit, int outputs, int output)
    {
        var scale = length / outputs;
        var reach = Math.Max(1, scale);
        var centre = start + (output + 0.5) * scale;
        var weights = new Dictionary<int, double>();
        for (var j = 0; j < limit; j++)
        {
            var inFrame = j + 1 > start + 1e-6 && j < start + length - 1e-6;
            var weight = Math.Max(0, 1 - Math.Abs(j + 0.5 - centre) / reach);
            if (inFrame && weight > 0) weights[j] = weight;
        }

        var sum = weights.Values.Sum();
        return weights.ToDictionary(p => p.Key, p => p.Value / sum);
    }

    internal static double Grey(Picture image, int y, int x) => 0.2989 * image(0, y, x) + 0.587 * image(1, y, x) + 0.114 * image(2, y, x);

    internal static double Cut(double value) => Math.Clamp(value, 0, 1);

    /// <summary>Turns the hue through HSV with the six-way case table.</summary>
    internal static double[] Hue(double r, double g, double b, double turn)
    {
        double value = Math.Max(r, Math.Max(g, b)), spread = value - Math.Min(r, Math.Min(g, b));
        var hue = spread == 0 ? 0
            : value == r ? (g - b) / spread
            : value == g ? 2 + (b - r) / spread
            : 4 + (r - g) / spread;
        hue = hue / 6 + turn;
        hue -= Math.Floor(hue);
        var saturation = value == 0 ? 0 : spread / value;
        var sector = (int)Math.Floor(hue * 6);
        var share = hue * 6 - sector;
        double p = value * (1 - saturation), q = value * (1 - saturation * share), t = value * (1 - saturation * (1 - share));
        return (sector % 6) switch
        {
            0 => [value, t, p],
            1 => [q, value, p],
            2 => [p, value, t],
            3 => [p, q, value],
            4 => [t, p, value],
            _ => [value, p, q],
        };
    }

    internal static double Blurred(Picture image, int c, int y, int x, int height, int width, int kernel, double sigma)
    {
        int radius = kernel / 2;
        double sum = 0, norm = 0;
        for (var dy = -radius; dy <= radius; dy++)
        {
            for (var dx = -radius; dx <= radius; dx++)
            {
                var weight = Math.Exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                sum += weight * image(c, Mirror(y + dy, height), Mirror(x + dx, width));
                norm += weight;
            }
        }

        return sum / norm;
    }

    /// <summary>Bilinear sample at a place, 0 outside.</summary>
    internal static double Sample(Picture image, int c, double y, double x, int height, int width)
    {
        int top = (int)Math.Floor(y), left = (int)Math.Floor(x);
        double down = y - top, right = x - left;
        double At(int row, int column) => row < 0 || column < 0 || row >= height || column >= width ? 0 : image(c, row, column);
        return (1 - down) * ((1 - right) * At(top, left) + right * At(top, left + 1))
            + down * ((1 - right) * At(top + 1, left) + right * At(top + 1, left + 1));
    }

    private static int Mirror(int place, int length) => place < 0 ? -place : place >= length ? 2 * (length - 1) - place : place;
}
