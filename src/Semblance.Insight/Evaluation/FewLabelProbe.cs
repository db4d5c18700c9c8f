using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>A classifier of one feature set, fitted to a few rows; its tensors live in the scope it was made in.</summary>
internal sealed class FewLabelProbe
{
    private static readonly Lbfgs Solver = new() { MaxIterations = 300, GradientTolerance = 1e-5, ValueTolerance = 1e-7 };
    private readonly FewLabelOptions _options;
    private readonly Tensor _train;
    private readonly Tensor _test;
    private readonly int[] _classes;
    private readonly int _count;

    internal FewLabelProbe(FeaturePair set, int[] classes, int count, FewLabelOptions options)
    {
        (_classes, _count, _options) = (classes, count, options);
        // As for the linear probe, every feature has variance 1 over all training rows, labelled or not; then one scale for all, so that a row
        // has mean square length 1 and a penalty means the same at every dimension.
        var standard = Standardiser.Fit(set.Train);
        var scale = 1 / Math.Sqrt(set.Train.Dim);
        _train = standard.Apply(set.Train).ToTensor().MultiplyInPlace(scale);
        _test = standard.Apply(set.Test).ToTensor().MultiplyInPlace(scale);
    }

    /// <summary>Fits the given training rows and classifies all test rows.</summary>
    internal int[] Predict(int[] rows)
    {
        using var scope = new TensorScope();
        var x = _train.IndexSelect(0, Tensor.From(Array.ConvertAll(rows, r => (long)r), rows.Length));
        int[] labels = [.. rows.Select(r => _classes[r])];
        if (_options.Probe == "logistic")
        {
            return LogisticRegression.Predict(_test, LogisticRegression.Fit(x, labels, _count, _options.Penalty / rows.Length, Solver).Point, _count);
        }

        var (weights, bias) = new RidgeClassifier(x.To(ElementType.Float64), labels, _count).Fit(_options.Penalty);
        return ArgMax.Rows(Tensor.AddMM(bias.To(ElementType.Float32), _test, weights.To(ElementType.Float32)).ToArray<float>(), _count);
    }
}
