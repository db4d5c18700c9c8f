using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Points on four circles of radius 1 to 4; the circle is the class (Cabannes et al. 2023, Active Self-Supervised Learning).</summary>
/// <param name="X">Points, [n, 2].</param>
/// <param name="Labels">Circle, 0 to 3, [n].</param>
internal sealed record Circles(Matrix X, int[] Labels)
{
    internal const int Classes = 4;

    /// <summary>Random circles, random angles, Gaussian noise.</summary>
    internal static Circles Random(Rng rng, int count, double noise)
    {
        var (circle, angle, error) = (Draw.Uniform(rng, count), Draw.Uniform(rng, count), Draw.Normal(rng, count, 2, noise));
        var labels = Array.ConvertAll(circle, u => Math.Min(Classes - 1, (int)(Classes * u)));
        return new Circles(Points(labels, angle, error), labels);
    }

    /// <summary>Evenly spaced on each circle, without noise or with it.</summary>
    internal static Circles Even(Rng rng, int count, double noise)
    {
        var labels = Enumerable.Range(0, count).Select(i => i * Classes / count).ToArray();
        return new Circles(Points(labels, [.. Enumerable.Range(0, count).Select(i => (double)i * Classes / count)], Draw.Normal(rng, count, 2, noise)), labels);
    }

    private static Matrix Points(int[] labels, double[] angle, Matrix noise)
    {
        var x = new Matrix(labels.Length, 2);
        for (var i = 0; i < labels.Length; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * angle[i]);
            (x[i, 0], x[i, 1]) = (((labels[i] + 1) * cosine) + noise[i, 0], ((labels[i] + 1) * sine) + noise[i, 1]);
        }

        return x;
    }
}
