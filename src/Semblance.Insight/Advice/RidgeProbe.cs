using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>Ridge regression with a free intercept on labelled rows, for a list of penalties at once: its exact leave-one-out errors and its predictions.</summary>
/// <remarks>Lives in the caller's tensor scope. With centred features A = Q diag(e)^1/2 V' and n rows the hat matrix is H = 11' / n + Q diag(e / (e + n penalty)) Q', and leaving row i out changes its residual to
/// r_i / (1 - H_ii), exactly (Allen 1974). One eigendecomposition serves all penalties.</remarks>
internal sealed class RidgeProbe
{
    /// <summary>Penalties for each row that are tried, in units of the largest variance.</summary>
    internal static readonly double[] Penalties = [.. Enumerable.Range(0, 16).Select(k => Math.Pow(10, -6 + (0.5 * k)))];

    /// <summary>Directions of less variance than this share of the largest one are rounding.</summary>
    private const double Nothing = 1e-12;

    private readonly LabelTargets _targets;
    private readonly Tensor _mean;
    private readonly Tensor _centred;
    private readonly Tensor _axes;
    private readonly Tensor _values;
    private readonly Tensor _projected;

    /// <param name="features">Scaled features of labelled rows, [rows, k].</param>
    /// <param name="targets">Their labels.</param>
    internal RidgeProbe(Tensor features, LabelTargets targets)
    {
        _targets = targets;
        _mean = features.Mean(0, keep: true);
        _centred = features - _mean;
        (_axes, _values) = Axes(_centred);
        _projected = _axes.Transpose().MatMul(targets.Centred.ToTensor());
    }

    /// <summary>The leave-one-out result at each penalty.</summary>
    internal IReadOnlyList<ProbeScore> LeaveOneOut()
    {
        using var scope = new TensorScope();
        var leverages = _axes.Square().MatMul(Shrinkage(Penalties));
        var fittedDims = leverages.Sum(0).ToArray<double>();
        var each = leverages.ToArray<double>();
        var scores = new List<ProbeScore>();
        for (var k = 0; k < Penalties.Length; k++)
        {
            using var step = new TensorScope();
            var left = LeftOut(Fitted(Penalties[k]).ToArray<double>(), each, k);
            scores.Add(_targets.Score(left, Penalties[k], fittedDims[k]) with { Evidence = Evidence(Penalties[k]) });
        }

        return scores;
    }

    /// <summary>Predictions for rows, centred targets, [rows, classes].</summary>
    /// <param name="features">Features made as the labelled ones were, [rows, k].</param>
    /// <param name="penalty">For each labelled row.</param>
    internal Matrix Predict(Tensor features, double penalty)
    {
        using var scope = new TensorScope();
        var weights = (1 / (_values + (penalty * _targets.Classes.Length))).Reshape(-1, 1);
        var coefficients = _centred.Transpose().MatMul(_axes.MatMul(weights * _projected));
        return Matrix.From((features - _mean).MatMul(coefficients));
    }

    /// <summary>Left-out predictions in place of fitted ones.</summary>
    private double[] LeftOut(double[] fitted, double[] leverages, int penalty)
    {
        var (n, classes) = (_targets.Classes.Length, _targets.Shares.Length);
        for (var i = 0; i < n; i++)
        {
            var factor = 1 / Math.Max(1e-12, 1 - (1.0 / n) - leverages[(i * Penalties.Length) + penalty]);
            for (var at = i * classes; at < (i + 1) * classes; at++) fitted[at] = _targets.Centred.Values[at] - ((_targets.Centred.Values[at] - fitted[at]) * factor);
        }

        return fitted;
    }

    /// <summary>Logarithm of the probability of the targets when weights and noise are Gaussian in the ratio the penalty stands for and their scale is the likeliest one (MacKay 1992).</summary>
    /// <remarks>The intercept takes one row and one-hot targets one class.</remarks>
    private double Evidence(double penalty)
    {
        var (n, outputs) = (_targets.Classes.Length, _targets.Shares.Length - 1);
        var all = _targets.Centred.Values.Sum(y => y * y);
        var (values, squares) = (_values.ToArray<double>(), _projected.Square().Sum(1).ToArray<double>());
        var (rest, volume) = (all - squares.Sum(), 0.0);
        for (var k = 0; k < values.Length; k++)
        {
            var spread = 1 + (values[k] / (n * penalty));
            rest += squares[k] / spread;
            volume += Math.Log(spread);
        }

        return -outputs * (((n - 1) * Math.Log(Math.Max(rest, 1e-12 * all) / all)) + volume) / 2;
    }

    private Tensor Fitted(double penalty) => _axes.MatMul(Shrinkage([penalty]) * _projected);

    /// <summary>e / (e + n penalty), [axes, penalties].</summary>
    private Tensor Shrinkage(double[] penalties)
    {
        var column = _values.Reshape(-1, 1);
        return column / (column + (Tensor.From(penalties, 1, penalties.Length) * _targets.Classes.Length));
    }

    /// <summary>Left singular vectors of centred features and squared singular values, by the smaller of the two Gram matrices.</summary>
    private static (Tensor Axes, Tensor Values) Axes(Tensor centred)
    {
        using var scope = new TensorScope();
        var isTall = centred.Size(0) > centred.Size(1);
        var gram = isTall ? centred.Transpose().MatMul(centred) : centred.MatMul(centred.Transpose());
        var (values, vectors) = ((gram + gram.Transpose()) * 0.5).EigenSymmetric();
        var all = values.ToArray<double>();
        var none = all.Count(v => !(v > Nothing * all[^1]));
        if (none == all.Length) none = all.Length - 1;
        values = values.Narrow(0, none, all.Length - none).AtLeast(1e-300);
        vectors = vectors.Narrow(1, none, all.Length - none);
        var axes = isTall ? centred.MatMul(vectors) / values.Sqrt() : vectors.Contiguous();
        return (scope.Return(axes), scope.Return(values.Contiguous()));
    }
}
