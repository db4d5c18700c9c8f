using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Pairs with weights, the functions of a class at both ends, and the cluster of both ends; pairs count in both directions.</summary>
internal sealed class WeightedPairs
{
    // Variances below this share of the largest count as none: a function constant on a cluster connects nothing.
    private const double Tolerance = 1e-9;
    private readonly Tensor _first, _second, _weights;
    private readonly int[] _firstClusters, _secondClusters;

    /// <summary>Holds tensors of the caller's scope.</summary>
    /// <param name="first">Functions at the first ends, [pairs, functions], float64.</param>
    /// <param name="second">Functions at the second ends.</param>
    /// <param name="weights">Weight of each pair, summing to 1, [pairs].</param>
    /// <param name="firstClusters">Cluster of each first end, [pairs].</param>
    /// <param name="secondClusters">Cluster of each second end.</param>
    internal WeightedPairs(Tensor first, Tensor second, double[] weights, int[] firstClusters, int[] secondClusters)
    {
        (_first, _second, _weights) = (first, second, Tensor.From(weights, weights.Length, 1));
        (_firstClusters, _secondClusters, Weights) = (firstClusters, secondClusters, weights);
    }

    private double[] Weights { get; }

    /// <summary>P_i, [clusters].</summary>
    internal double[] Shares(int clusters)
    {
        var shares = new double[clusters];
        for (var p = 0; p < Weights.Length; p++)
        {
            shares[_firstClusters[p]] += Weights[p] / 2;
            shares[_secondClusters[p]] += Weights[p] / 2;
        }

        return shares;
    }

    /// <summary>Pr(x in S_i, x' outside), [clusters].</summary>
    internal double[] Outs(int clusters)
    {
        var outs = new double[clusters];
        for (var p = 0; p < Weights.Length; p++)
        {
            if (_firstClusters[p] == _secondClusters[p]) continue;
            outs[_firstClusters[p]] += Weights[p] / 2;
            outs[_secondClusters[p]] += Weights[p] / 2;
        }

        return outs;
    }

    /// <summary>The smallest Q_S(g) over functions that vary on a cluster; NaN where none does.</summary>
    internal double InnerConnection(int cluster)
    {
        using var scope = new TensorScope();
        var inside = Mask((a, b) => a == cluster && b == cluster);
        var difference = _first - _second;
        var pairs = difference.Transpose().MatMul(difference * inside) * (1 / inside.Sum().Item());
        var (mean, covariance) = Covariance(Mask((a, _) => a == cluster), Mask((_, b) => b == cluster));
        var (values, vectors) = covariance.EigenSymmetric();
        var sizes = values.ToArray<double>();
        var first = Array.FindIndex(sizes, v => v > Tolerance * Math.Max(sizes[^1], mean.Square().Sum().Item()));
        if (first < 0) return double.NaN;
        var whitener = vectors.Narrow(1, first, sizes.Length - first) / (values.Narrow(0, first, sizes.Length - first) * 2).Sqrt();
        var form = whitener.Transpose().MatMul(pairs.MatMul(whitener));
        return Math.Max(0, ((form + form.Transpose()) * 0.5).EigenSymmetric().Values.Min().Item());
    }

    /// <summary>E|W f - e|^2 of the best W, and the trace of the scatter of the whitened f within clusters.</summary>
    /// <param name="chosen">f as weights on the functions, [functions, m].</param>
    /// <param name="clusters">Number of clusters.</param>
    internal (double Error, double Within) Fit(Matrix chosen, int clusters)
    {
        using var scope = new TensorScope();
        var map = chosen.ToTensor();
        var (a, b) = (_first.MatMul(map), _second.MatMul(map));
        var moment = (a.Transpose().MatMul(a * _weights) + b.Transpose().MatMul(b * _weights)) * 0.5;
        var lower = moment.Cholesky();
        var (error, within) = (1.0, (double)chosen.Columns);
        var shares = Shares(clusters);
        for (var c = 0; c < clusters; c++)
        {
            var label = c;
            var sum = ((a * Mask((i, _) => i == label)).Sum(0) + (b * Mask((_, j) => j == label)).Sum(0)) * 0.5;
            var whitened = lower.SolveTriangular(sum.Unsqueeze(1), false).Square().Sum().Item();
            error -= whitened;
            within -= whitened / shares[c];
        }

        return (Math.Max(0, error), Math.Max(0, within));
    }

    private (Tensor Mean, Tensor Covariance) Covariance(Tensor first, Tensor second)
    {
        var total = first.Sum().Item() + second.Sum().Item();
        var mean = ((_first * first).Sum(0, true) + (_second * second).Sum(0, true)) * (1 / total);
        var (a, b) = (_first - mean, _second - mean);
        return (mean, (a.Transpose().MatMul(a * first) + b.Transpose().MatMul(b * second)) * (1 / total));
    }

    /// <summary>The weights where a condition on both clusters holds, 0 elsewhere, [pairs, 1].</summary>
    private Tensor Mask(Func<int, int, bool> condition)
    {
        var mask = new double[Weights.Length];
        for (var p = 0; p < mask.Length; p++) mask[p] = condition(_firstClusters[p], _secondClusters[p]) ? Weights[p] : 0;
        return Tensor.From(mask, mask.Length, 1);
    }
}
