using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral.Solving;

/// <summary>Random pairs that stand in no fixture.</summary>
internal static class Instances
{
    /// <summary>V views [n, d] of samples whose directions are kept to different degrees, far from the origin.</summary>
    internal static Matrix[] Views(int n, int d, int views, long seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        var sample = Tensor.RandomNormal(rng, [n, d], ElementType.Float64);
        var mixing = Tensor.RandomNormal(rng, [d, d], ElementType.Float64);
        var noise = Tensor.RandomUniform(rng, [1, d], ElementType.Float64) * 2;
        return [.. Enumerable.Range(0, views).Select(_ => Matrix.From((sample + (Tensor.RandomNormal(rng, [n, d], ElementType.Float64) * noise)).MatMul(mixing) + 2))];
    }

    internal static PairMoments Moments(Matrix[] views, int[]? labels = null)
    {
        using var sums = new MomentAccumulator(views[0].Columns, views.Length, labels is null ? 0 : labels.Max() + 1);
        sums.Add([.. views.Select(v => v.Values)], labels: labels);
        return sums.ToMoments();
    }

    /// <summary>Total and cross moment of embedded views by loops over rows.</summary>
    internal static (double[,] Total, double[,] Cross) Loops(Matrix[] views, bool isCentred)
    {
        var (n, d, v) = (views[0].Rows, views[0].Columns, views.Length);
        var mean = new double[d];
        foreach (var view in views)
        {
            for (var r = 0; r < n; r++)
            {
                for (var c = 0; c < d && isCentred; c++) mean[c] += view[r, c] / (n * v);
            }
        }

        var (total, cross) = (new double[d, d], new double[d, d]);
        for (var r = 0; r < n; r++)
        {
            for (var a = 0; a < d; a++)
            {
                for (var b = 0; b < d; b++)
                {
                    for (var p = 0; p < v; p++)
                    {
                        for (var q = 0; q < v; q++)
                        {
                            var product = (views[p][r, a] - mean[a]) * (views[q][r, b] - mean[b]);
                            if (p == q) total[a, b] += product / (n * v);
                            else cross[a, b] += product / (n * v * (v - 1));
                        }
                    }
                }
            }
        }

        return (total, cross);
    }
}
