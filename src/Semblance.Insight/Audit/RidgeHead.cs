using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Audit;

/// <summary>Ridge regression of one number, its penalty chosen by generalised cross-validation (Golub, Heath and Wahba 1979).</summary>
internal static class RidgeHead
{
    private static readonly double[] Grid = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];

    internal static (LinearHead Head, double Intercept) Fit(FeatureSet features, double[] values)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var x = features.ToTensor().To(ElementType.Float64);
        var mean = x.Mean(0);
        x -= mean;
        var centre = values.Average();
        var y = Tensor.From(Array.ConvertAll(values, v => v - centre), values.Length, 1);
        var (eigen, vectors) = (x.Transpose().MatMul(x) * (1.0 / features.Rows)).EigenSymmetric();
        var variance = Array.ConvertAll(eigen.ToArray<double>(), v => Math.Max(v, 0));
        var cross = vectors.Transpose().MatMul(x.Transpose().MatMul(y) * (1.0 / features.Rows)).ToArray<double>();
        var total = y.Square().Mean().Item();
        var best = Grid.MinBy(g => Criterion(variance, cross, total, features.Rows, g * variance[^1]));
        var penalty = best * variance[^1];
        var coefficients = new double[variance.Length];
        for (var k = 0; k < coefficients.Length; k++) coefficients[k] = variance[k] + penalty > 0 ? cross[k] / (variance[k] + penalty) : 0;
        var weights = vectors.MatMul(Tensor.From(coefficients, coefficients.Length, 1));
        return (new LinearHead(weights.ToArray<double>(), 1), centre - mean.Unsqueeze(0).MatMul(weights).Item());
    }

    private static double Criterion(double[] variance, double[] cross, double total, int rows, double penalty)
    {
        double residual = total, degrees = 1;
        for (var k = 0; k < variance.Length; k++)
        {
            var size = variance[k] + penalty;
            if (size <= 0) continue;
            residual -= (cross[k] * cross[k] / size) + (penalty * cross[k] * cross[k] / (size * size));
            degrees += variance[k] / size;
        }

        var free = 1 - Math.Min(degrees / rows, 0.99);
        return residual / (free * free);
    }
}
