using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Gradient descent on a literal loss: what the closed forms are checked against. It knows nothing of eigenvectors.</summary>
internal static class RowDescent
{
    /// <summary>L-BFGS until rounding stops it.</summary>
    /// <param name="loss">A loss of a matrix, [rows, columns] -> [].</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="iterations">The most there may be.</param>
    internal static (Matrix Point, double Loss) Run(Func<Tensor, Tensor> loss, Matrix start, int iterations = 3000)
    {
        var found = new Lbfgs { MaxIterations = iterations, GradientTolerance = 1e-12, ValueTolerance = 0 }.Minimise(Evaluate, start.Values);
        return (new Matrix(start.Rows, start.Columns, found.Point), found.Value);

        double Evaluate(double[] point, double[] gradient)
        {
            var (value, slope) = Slope(loss, point, start.Rows, start.Columns);
            slope.CopyTo(gradient, 0);
            return value;
        }
    }

    /// <summary>Adam with a step that decays to 0 along a half cosine: for losses with kinks, where a line search stalls.</summary>
    /// <remarks>Kingma and Ba 2015, algorithm 1.</remarks>
    internal static (Matrix Point, double Loss) Adam(ValueAndGradient loss, Matrix start, int steps, double rate)
    {
        double[] point = [.. start.Values], gradient = new double[start.Values.Length], first = new double[start.Values.Length], second = new double[start.Values.Length];
        for (var step = 1; step <= steps; step++)
        {
            loss(point, gradient);
            var now = rate * (1 + Math.Cos(Math.PI * step / steps)) / 2 / (1 - Math.Pow(0.9, step));
            var scale = 1 / (1 - Math.Pow(0.999, step));
            for (var i = 0; i < point.Length; i++)
            {
                first[i] += 0.1 * (gradient[i] - first[i]);
                second[i] += 0.001 * ((gradient[i] * gradient[i]) - second[i]);
                point[i] -= now * first[i] / (Math.Sqrt(second[i] * scale) + 1e-12);
            }
        }

        return (new Matrix(start.Rows, start.Columns, point), loss(point, gradient));
    }

    /// <summary>Value and gradient by automatic differentiation.</summary>
    internal static (double Value, double[] Gradient) Slope(Func<Tensor, Tensor> loss, double[] point, int rows, int columns)
    {
        using var scope = new TensorScope();
        var z = Tensor.From(point, rows, columns);
        z.RequiresGradient = true;
        var value = loss(z);
        return (value.Item(), Gradients.Of(value, [z])[0].ToArray<double>());
    }

    /// <summary>Distance of two losses relative to max(1, |closed|).</summary>
    internal static double Gap(double descent, double closed) => Math.Abs(descent - closed) / Math.Max(1, Math.Abs(closed));
}
