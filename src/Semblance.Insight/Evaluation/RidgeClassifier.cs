using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Ridge regression of one-hot classes on few rows: sum of squared errors + penalty * |W|^2, intercepts free.</summary>
/// <remarks>Works on the Gram matrix, whose one eigendecomposition serves every penalty; lives in the tensor scope it was made in.</remarks>
internal sealed class RidgeClassifier
{
    private static readonly double[] Grid = [10, 1, 1e-1, 1e-2, 1e-3, 1e-4];
    private readonly Tensor _rows;
    private readonly Tensor _mean;
    private readonly Tensor _targets;
    private readonly Tensor _targetMean;
    private readonly Tensor _values;
    private readonly Tensor _vectors;
    private readonly Tensor _projected;
    private readonly int[] _labels;
    private readonly int _classes;

    /// <summary>Decomposes the rows.</summary>
    /// <param name="x">Features, float64 [rows, dim].</param>
    /// <param name="labels">0..classes-1 for each row.</param>
    /// <param name="classes">Number of classes.</param>
    internal RidgeClassifier(Tensor x, int[] labels, int classes)
    {
        (_labels, _classes, _mean) = (labels, classes, x.Mean(0));
        _rows = x - _mean;
        var wanted = Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length).OneHot(classes).To(ElementType.Float64);
        _targetMean = wanted.Mean(0);
        _targets = wanted - _targetMean;
        var (values, vectors) = _rows.MatMul(_rows.Transpose()).EigenSymmetric();
        (_values, _vectors) = (values.AtLeast(0).Unsqueeze(1), vectors);
        _projected = vectors.Transpose().MatMul(_targets);
    }

    /// <summary>Weights [dim, classes] and intercepts [classes] under the penalty with the most rows right when each is left out (the larger of
    /// equals), or under the fallback where no class has two rows.</summary>
    /// <param name="fallback">The penalty where none can be chosen.</param>
    /// <param name="choose">False: take the fallback in any case. Default true.</param>
    internal (Tensor Weights, Tensor Bias) Fit(double fallback, bool choose = true)
    {
        var penalty = choose && _labels.Length > _classes ? Grid.MaxBy(g => Problem.Hits(LeaveOneOut(g), _labels)) : fallback;
        var weights = _rows.Transpose().MatMul(Coefficients(penalty));
        return (weights, _targetMean - _mean.Unsqueeze(0).MatMul(weights).Squeeze(0));
    }

    /// <summary>Class of each row by the fit without it: y - residual / (1 - leverage), in closed form.</summary>
    internal int[] LeaveOneOut(double penalty)
    {
        using var scope = new TensorScope();
        var residual = Coefficients(penalty) * penalty;
        // 1/n is the leverage of the intercept.
        var free = _vectors.Square().MatMul((_values + penalty).Reciprocal() * penalty) - (1.0 / _labels.Length);
        var left = _targets + _targetMean - (residual / free.AtLeast(1e-12));
        return ArgMax.Rows(left.To(ElementType.Float32).ToArray<float>(), _classes);
    }

    private Tensor Coefficients(double penalty) => _vectors.MatMul(_projected / (_values + penalty));
}
