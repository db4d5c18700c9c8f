using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Multinomial logistic regression, full batch: mean cross-entropy + l2/2 * |W|^2, intercepts free.</summary>
internal sealed class LogisticRegression
{
    // Large chunks: an evaluation then waits for its threads a few dozen times, which matters more than a second pass from the cache.
    private const long ChunkElements = 1 << 23;
    private readonly Tensor _features;
    private readonly Tensor _classes;
    private readonly int _count;
    private readonly long _rows;
    private readonly long _dim;

    private LogisticRegression(Tensor features, Tensor classes, int count)
    {
        (_features, _classes, _count) = (features, classes, count);
        (_rows, _dim) = (features.Size(0), features.Size(1));
    }

    /// <summary>Fits weights [classes, dim] followed by intercepts [classes].</summary>
    /// <param name="features">Standardised features [rows, dim], float32 or float64.</param>
    /// <param name="labels">0..classes-1 for each row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="l2">Penalty.</param>
    /// <param name="solver">How far to go.</param>
    /// <param name="start">A first guess of the parameters; null for zeros.</param>
    internal static Minimum Fit(Tensor features, int[] labels, int classes, double l2, Lbfgs solver, double[]? start = null)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var problem = Of(features, labels, classes);
        return solver.Minimise((point, gradient) => problem.Evaluate(point, gradient, l2), start ?? new double[classes * (problem._dim + 1)]);
    }

    /// <summary>The most likely class of each row [rows]; the lower one of equals.</summary>
    internal static int[] Predict(Tensor features, double[] parameters, int classes)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var (weight, bias) = Split(parameters, classes, features.Size(1), features.ElementType);
        return ArgMax.Rows(features.Linear(weight, bias).To(ElementType.Float32).ToArray<float>(), classes);
    }

    /// <summary>The function to minimise, in the tensor scope of the caller.</summary>
    internal static LogisticRegression Of(Tensor features, int[] labels, int classes) =>
        new(features, Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length).OneHot(classes).To(features.ElementType), classes);

    /// <summary>Value and gradient at parameters [classes * dim + classes].</summary>
    internal double Evaluate(double[] point, double[] gradient, double l2)
    {
        using var scope = new TensorScope();
        var (weight, bias) = Split(point, _count, _dim, _features.ElementType);
        Array.Clear(gradient);
        var loss = 0.0;
        var size = Math.Max(64, ChunkElements / _dim);
        for (long start = 0; start < _rows; start += size) loss += AddChunk(start, Math.Min(size, _rows - start), weight, bias, gradient);
        var (penalty, weights) = (0.0, _count * _dim);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] /= _rows;
            if (i >= weights) continue;
            gradient[i] += l2 * point[i];
            penalty += point[i] * point[i];
        }

        return (loss / _rows) + (l2 / 2 * penalty);
    }

    private double AddChunk(long start, long rows, Tensor weight, Tensor bias, double[] gradient)
    {
        using var scope = new TensorScope();
        var x = _features.Narrow(0, start, rows);
        var y = _classes.Narrow(0, start, rows);
        var logits = x.Linear(weight, bias);
        var log = logits - logits.LogSumExp(1, true);
        var loss = -(log * y).Sum().Item();
        var error = log.Exp().AddInPlace(y, -1);
        var ofWeight = error.Transpose().MatMul(x);
        Add(gradient, 0, ofWeight);
        Add(gradient, (int)(_count * _dim), error.Sum(0));
        return loss;
    }

    private static void Add(double[] target, int offset, Tensor values)
    {
        var numbers = values.To(ElementType.Float64).Elements<double>();
        for (var i = 0; i < numbers.Length; i++) target[offset + i] += numbers[i];
    }

    private static (Tensor Weight, Tensor Bias) Split(double[] parameters, int classes, long dim, ElementType type)
    {
        var weights = (int)(classes * dim);
        return (Tensor.FromSpan<double>(parameters.AsSpan(0, weights), classes, dim).To(type), Tensor.FromSpan<double>(parameters.AsSpan(weights), classes).To(type));
    }
}
