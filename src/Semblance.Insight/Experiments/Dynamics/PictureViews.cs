using Semblance.Insight.Experiments.Spectral;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Small pictures and their views: moved by -1, 0 or 1 pixel each way around the border, with noise of deviation .1; the mean of the pictures is taken away.</summary>
internal sealed class PictureViews
{
    private const double Noise = 0.1;
    private const int AllClasses = 10;
    private readonly Matrix _pictures;
    private readonly int[][] _moves;
    private readonly int _side;

    private PictureViews(SmallImages images, int count, int classes)
    {
        _side = images.Side;
        int[] rows = [.. Enumerable.Range(0, images.Pixels.Rows).Where(i => images.Labels[i] < classes).Take(count)];
        _pictures = new Matrix(rows.Length, Dim);
        for (var i = 0; i < Count; i++) images.Pixels.Row(rows[i]).CopyTo(_pictures.Row(i));
        Labels = [.. rows.Select(i => images.Labels[i])];
        Centre(_pictures);
        _moves = [.. Enumerable.Range(0, 9).Select(Places)];
    }

    /// <summary>Class of each picture.</summary>
    internal int[] Labels { get; }

    internal int Count => _pictures.Rows;

    internal int Dim => _side * _side;

    /// <summary>scikit-learn's digits, or where they are not installed FashionMNIST in 7 x 7 pixels, and a note; null, and a note, when neither is there. Pictures of the first classes only, where fewer are asked for.</summary>
    internal static PictureViews? Open(ExperimentContext context, Findings findings, int count, int classes = AllClasses)
    {
        if (SmallImages.Digits(context.Options.Digits) is { } digits) return new PictureViews(digits, count, classes);
        if (Fashion(context, findings, count, classes) is not { } fashion) return null;
        findings.Note("On FashionMNIST in 7 x 7 pixels, as scikit-learn's digits are not installed; the limits belong to digits.");
        return fashion;
    }

    /// <summary>FashionMNIST in 7 x 7 pixels; null, and a note, when it is not there.</summary>
    internal static PictureViews? Fashion(ExperimentContext context, Findings findings, int count, int classes = AllClasses)
    {
        if (SmallImages.Fashion(context.Options.DataRoot) is { } images) return new PictureViews(images, count, classes);
        findings.Skip("it needs scikit-learn's digits (Debian's python3-sklearn) or FashionMNIST");
        return null;
    }

    /// <summary>One view of each of given pictures, [rows, dim].</summary>
    internal Matrix Draw(Rng rng, int[] rows)
    {
        var views = Spectral.Draw.Normal(rng, rows.Length, Dim, Noise);
        var moves = Spectral.Draw.Uniform(rng, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var move = (int)(9 * moves[i]);
            var source = _pictures.Row(rows[i]);
            var target = views.Row(i);
            var from = _moves[move];
            for (var p = 0; p < target.Length; p++) target[p] += source[from[p]];
        }

        return views;
    }

    /// <summary>One view of every picture.</summary>
    internal Matrix DrawAll(Rng rng) => Draw(rng, [.. Enumerable.Range(0, Count)]);

    /// <summary>Numbers of pictures drawn at random.</summary>
    internal int[] Pick(Rng rng, int count) => Array.ConvertAll(Spectral.Draw.Uniform(rng, count), u => (int)(u * Count));

    /// <summary>Cross-view and total second moment over many views, [dim, dim] each.</summary>
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

    /// <summary>For each pixel of a moved picture the place it comes from.</summary>
    private int[] Places(int move)
    {
        var (down, right) = ((move / 3) - 1, (move % 3) - 1);
        return [.. Enumerable.Range(0, Dim).Select(p => (((p / _side) + down + _side) % _side * _side) + (((p % _side) + right + _side) % _side))];
    }

    private static void Centre(Matrix pictures)
    {
        var mean = new double[pictures.Columns];
        for (var i = 0; i < pictures.Rows; i++) Dense.AddScaled(mean, pictures.Row(i), 1.0 / pictures.Rows);
        for (var i = 0; i < pictures.Rows; i++) Dense.AddScaled(pictures.Row(i), mean, -1);
    }
}
