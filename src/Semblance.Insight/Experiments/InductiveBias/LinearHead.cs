using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>A linear head by least squares, fitted on the first half of the rows and judged on the second.</summary>
internal static class LinearHead
{
    /// <summary>Mean squared error over the energy of the target, and the share of rows whose sign (one column) or largest column (several) is right.</summary>
    /// <param name="functions">[n, k], float64.</param>
    /// <param name="targets">[n, c].</param>
    /// <param name="hasIntercept">Whether the head has an intercept.</param>
    internal static (double Error, double Accuracy) Judge(Tensor functions, Matrix targets, bool hasIntercept = false)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var n = functions.Size(0);
        var x = hasIntercept ? Tensor.Cat([functions, Tensor.Ones([n, 1], ElementType.Float64)], 1) : functions;
        var (half, y) = (n / 2, targets.ToTensor());
        var (xa, ya, xb, yb) = (x.Narrow(0, 0, half), y.Narrow(0, 0, half), x.Narrow(0, half, n - half), y.Narrow(0, half, n - half));
        var weights = Weights(xa, ya);
        var predicted = xb.MatMul(weights);
        var error = (predicted - yb).Square().Sum().Item() / yb.Square().Sum().Item();
        var right = targets.Columns == 1 ? (predicted * yb).IsGreaterThan(0.0) : predicted.ArgMax(1).IsEqualTo(yb.ArgMax(1));
        return (error, right.To(ElementType.Float64).Mean().Item());
    }

    /// <summary>Least squares weights; a direction that the rows hardly have is left out.</summary>
    internal static Tensor Weights(Tensor x, Tensor y)
    {
        var (values, vectors) = x.Transpose().MatMul(x).EigenSymmetric();
        var sizes = values.ToArray<double>();
        var first = Array.FindIndex(sizes, v => v > 1e-10 * sizes[^1]);
        var kept = vectors.Narrow(1, first, sizes.Length - first);
        return kept.MatMul(kept.Transpose().MatMul(x.Transpose().MatMul(y)) / values.Narrow(0, first, sizes.Length - first).Unsqueeze(1));
    }

    /// <summary>+1 where a factor of two values is 1, -1 elsewhere, [n, 1].</summary>
    internal static Matrix Signs(int[] factor) => new(factor.Length, 1, [.. factor.Select(v => v == 1 ? 1.0 : -1)]);

    /// <summary>One column for each value of a factor, [n, values].</summary>
    internal static Matrix OneHot(int[] factor, int values)
    {
        var result = new Matrix(factor.Length, values);
        for (var i = 0; i < factor.Length; i++) result[i, factor[i]] = 1;
        return result;
    }
}
