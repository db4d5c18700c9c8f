using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>A finite distribution of positive pairs made of natural samples and their augmentations: w_xx' = E_s[A(x|s) A(x'|s)].</summary>
/// <param name="Weights">w, symmetric and summing to 1, [n, n].</param>
internal sealed record RandomGraph(Matrix Weights)
{
    internal int Count => Weights.Rows;

    /// <summary>w_x, [n].</summary>
    internal double[] Marginal => [.. Enumerable.Range(0, Count).Select(i => Weights.Row(i).ToArray().Sum())];

    /// <summary>Natural samples of random weight, each with random augmentations; a power above 1 makes them more uneven.</summary>
    internal static RandomGraph Draw(Rng rng, int points, int naturals, double power = 3)
    {
        double[] shares = Spectral.Draw.Uniform(rng, naturals), kernel = Spectral.Draw.Uniform(rng, naturals * points);
        var a = new Matrix(naturals, points);
        for (var s = 0; s < naturals; s++)
        {
            for (var x = 0; x < points; x++) a[s, x] = Math.Pow(kernel[(s * points) + x], power);
        }

        return Of(a, [.. shares.Select(p => p + 0.2)]);
    }

    /// <summary>From unnormalised augmentation kernels, [naturals, points], and unnormalised weights of the natural samples.</summary>
    internal static RandomGraph Of(Matrix kernels, double[] shares)
    {
        var all = shares.Sum();
        var half = new Matrix(kernels.Rows, kernels.Columns);
        for (var s = 0; s < kernels.Rows; s++)
        {
            var sum = kernels.Row(s).ToArray().Sum();
            for (var x = 0; x < kernels.Columns; x++) half[s, x] = kernels[s, x] / sum * Math.Sqrt(shares[s] / all);
        }

        return new RandomGraph(half.TransposeTimes(half));
    }

    /// <summary>The second moments of one-hot features, or of given features, [n, d], over the pairs.</summary>
    internal PairMoments Moments(Matrix? features = null)
    {
        var total = Dense.Diagonal(Marginal);
        return new PairMoments
        {
            Dim = features?.Columns ?? Count,
            Views = 2,
            Count = 1,
            Mean = new double[features?.Columns ?? Count],
            Total = features is null ? total : features.TransposeTimes(total.Times(features)).Symmetric(),
            Cross = features is null ? Weights : features.TransposeTimes(Weights.Times(features)).Symmetric(),
        };
    }

    /// <summary>D^-1/2 W D^-1/2.</summary>
    internal Matrix Normalised()
    {
        var (w, result) = (Marginal, new Matrix(Count, Count));
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Count; j++) result[i, j] = Weights[i, j] / Math.Sqrt(w[i] * w[j]);
        }

        return result;
    }

    /// <summary>L(f) = -2 E f.f' + E (f.f')^2 over independent pairs, as a tensor of the table f, [n, k].</summary>
    internal Tensor Spectral2021(Tensor table)
    {
        var (w, products) = (Tensor.From(Marginal, Count, 1), table.MatMul(table.Transpose()));
        return (products * Weights.ToTensor()).Sum() * -2 + (products.Square() * w.MatMul(w.Transpose())).Sum();
    }

    /// <summary>L_lambda(f) = E|f - f'|^2 + lambda |E f f' - I|^2, literally.</summary>
    internal Tensor Generalised(Tensor table, double lambda)
    {
        var (weights, w) = (Weights.ToTensor(), Tensor.From(Marginal, Count, 1));
        var squares = table.Square().Sum(1, true);
        var distances = squares + squares.Transpose() - (table.MatMul(table.Transpose()) * 2);
        var moment = table.Transpose().MatMul(table * w);
        return (distances * weights).Sum() + ((moment - Tensor.Eye(table.Size(1), ElementType.Float64)).Square().Sum() * lambda);
    }
}
