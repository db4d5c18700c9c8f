using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Views of small images, split by source image: none is on both sides.</summary>
/// <param name="Views">Views of the sources, stacked, [views * sources, pixels].</param>
/// <param name="Train">A view of each source with a label, [sources, pixels].</param>
/// <param name="TrainLabels">Its class.</param>
/// <param name="Test">A view of each other image.</param>
/// <param name="TestLabels">Its class.</param>
internal sealed record ImagePairs(Matrix Views, Matrix Train, int[] TrainLabels, Matrix Test, int[] TestLabels)
{
    internal const int Count = 4;
    private const int Sources = 1200, Waves = 3;

    /// <summary>Deviation of the noise on every pixel of every view: without it pixels that are dark in nearly all images become directions of their own.</summary>
    private const double Noise = 0.07;

    /// <param name="images">All images.</param>
    /// <param name="kind"><c>class</c>: views are images of one class; <c>shift</c>: an image moved by up to a pixel; <c>nuisance</c>: a common background under images drawn anew.</param>
    /// <param name="rng">Draws.</param>
    internal static ImagePairs Make(SmallImages images, string kind, Rng rng)
    {
        var order = Draw.Order(rng, images.Labels.Length);
        int[] sources = order[..Sources], others = order[Sources..];
        var classes = sources.GroupBy(i => images.Labels[i]).ToDictionary(g => g.Key, g => g.ToArray());
        var pixels = images.Pixels.Columns;
        var views = new Matrix(Count * Sources, pixels);
        var (train, test) = (new Matrix(Sources, pixels), new Matrix(others.Length, pixels));
        var (trainLabels, testLabels) = (Array.ConvertAll(sources, i => images.Labels[i]), Array.ConvertAll(others, i => images.Labels[i]));
        foreach (var part in new[] { views, train, test }) Draw.Normal(rng, part.Rows, pixels, Noise).Values.CopyTo(part.Values, 0);
        for (var s = 0; s < Sources; s++)
        {
            var u = Draw.Uniform(rng, 2 * (Count + 1));
            var background = kind == "nuisance" ? Background(rng, images.Side) : null;
            var same = classes[trainLabels[s]];
            for (var v = 0; v <= Count; v++)
            {
                var row = v < Count ? views.Row((v * Sources) + s) : train.Row(s);
                var image = kind switch { "class" => v < Count ? same[(int)(u[v] * same.Length)] : sources[s], "shift" => sources[s], _ => v < Count ? sources[(int)(u[v] * Sources)] : sources[s] };
                Paint(images, image, kind, u[2 * v], u[(2 * v) + 1], background, row);
            }
        }

        for (var t = 0; t < others.Length; t++)
        {
            var u = Draw.Uniform(rng, 2);
            Paint(images, others[t], kind, u[0], u[1], kind == "nuisance" ? Background(rng, images.Side) : null, test.Row(t));
        }

        return new ImagePairs(views, train, trainLabels, test, testLabels);
    }

    private static void Paint(SmallImages images, int image, string kind, double across, double down, double[]? background, Span<double> row)
    {
        var side = images.Side;
        var source = images.Pixels.Row(image);
        var (dx, dy) = kind == "shift" ? ((int)(3 * across) - 1, (int)(3 * down) - 1) : (0, 0);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (sx, sy) = (x - dx, y - dy);
                var inside = sx >= 0 && sy >= 0 && sx < side && sy < side;
                row[(y * side) + x] += (inside ? source[(sy * side) + sx] : 0) + (background?[(y * side) + x] ?? 0);
            }
        }
    }

    /// <summary>A smooth random pattern: products of cosines.</summary>
    private static double[] Background(Rng rng, int side)
    {
        var sizes = Draw.Normal(rng, Waves, Waves, 0.3);
        var pattern = new double[side * side];
        for (var k = 0; k < pattern.Length; k++)
        {
            for (var a = 0; a < Waves; a++)
            {
                for (var b = 0; b < Waves; b++)
                {
                    pattern[k] += sizes[a, b] * Math.Cos(Math.PI * a * ((k / side) + 0.5) / side) * Math.Cos(Math.PI * b * ((k % side) + 0.5) / side);
                }
            }
        }

        return pattern;
    }
}
