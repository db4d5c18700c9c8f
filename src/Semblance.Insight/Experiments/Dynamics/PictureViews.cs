using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Small pictures and their views: FashionMNIST in 7 x 7 pixels of [0, 1], moved by -1, 0 or 1 pixel each way around the border, with noise of deviation .1.</summary>
/// <remarks>Stands for the 8 x 8 digits of the paper's notes, which need a download. The mean of the pictures is taken away.</remarks>
internal sealed class PictureViews
{
    internal const int Side = 7, Dim = Side * Side;
    private const double Noise = 0.1;
    private readonly Matrix _pictures;

    private PictureViews(Matrix pictures) => _pictures = pictures;

    internal int Count => _pictures.Rows;

    /// <summary>The first pictures of the training part; null, and a note, when the data are not there.</summary>
    internal static PictureViews? Open(Findings findings, int count)
    {
        try
        {
            using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist" });
            var pictures = new Matrix(Math.Min(count, data.Count), Dim);
            var buffer = new PixelBuffer();
            for (var i = 0; i < pictures.Rows; i++)
            {
                data.ReadPixels(i, buffer);
                Shrink(buffer.Pixels.Span, pictures.Row(i));
            }

            Centre(pictures);
            return new PictureViews(pictures);
        }
        catch (RequestException e)
        {
            findings.Skip($"it needs FashionMNIST: {e.Message}");
            return null;
        }
    }

    /// <summary>One view of each of given pictures, [rows, 49].</summary>
    internal Matrix Draw(Rng rng, int[] rows)
    {
        var views = Spectral.Draw.Normal(rng, rows.Length, Dim, Noise);
        var moves = Spectral.Draw.Uniform(rng, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var move = (int)(9 * moves[i]);
            var source = _pictures.Row(rows[i]);
            var target = views.Row(i);
            var (down, right) = ((move / 3) - 1, (move % 3) - 1);
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++) target[(y * Side) + x] += source[((y + down + Side) % Side * Side) + ((x + right + Side) % Side)];
            }
        }

        return views;
    }

    /// <summary>One view of every picture.</summary>
    internal Matrix DrawAll(Rng rng) => Draw(rng, [.. Enumerable.Range(0, Count)]);

    /// <summary>Numbers of pictures drawn at random.</summary>
    internal int[] Pick(Rng rng, int count) => Array.ConvertAll(Spectral.Draw.Uniform(rng, count), u => (int)(u * Count));

    /// <summary>Cross-view and total second moment over many views, [49, 49] each.</summary>
    internal (Matrix Cross, Matrix Total) Moments(Rng rng, int passes)
    {
        var (cross, total) = (new Matrix(Dim, Dim), new Matrix(Dim, Dim));
        for (var pass = 0; pass < passes; pass++)
        {
            var (a, b) = (DrawAll(rng), DrawAll(rng));
            cross = cross.Plus(a.TransposeTimes(b), 1.0 / (Count * passes));
            total = total.Plus(a.TransposeTimes(a).Plus(b.TransposeTimes(b)), 0.5 / (Count * passes));
        }

        return (cross.Symmetric(), total.Symmetric());
    }

    private static void Shrink(ReadOnlySpan<byte> pixels, Span<double> small)
    {
        for (var i = 0; i < pixels.Length; i++) small[(i / 28 / 4 * Side) + (i % 28 / 4)] += pixels[i] / (16 * 255.0);
    }

    private static void Centre(Matrix pictures)
    {
        var mean = new double[Dim];
        for (var i = 0; i < pictures.Rows; i++) Dense.AddScaled(mean, pictures.Row(i), 1.0 / pictures.Rows);
        for (var i = 0; i < pictures.Rows; i++) Dense.AddScaled(pictures.Row(i), mean, -1);
    }
}
