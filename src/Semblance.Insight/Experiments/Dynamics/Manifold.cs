using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Steps of gradient descent over orthonormal frames, in eigen-coordinates with frames in rows.</summary>
internal static class Manifold
{
    /// <summary>The projector after steps along the horizontal gradient 2CQ.</summary>
    internal static Matrix Walk(double[] spectrum, Matrix rows, double rate, int steps, Retraction retraction, Action<int, Matrix>? observe = null) =>
        Walk(spectrum, rows, rate, steps, (q, step) => Stiefel.Retract(q, step, retraction), observe);

    /// <summary>The same with any way to take a horizontal step from a frame.</summary>
    internal static Matrix Walk(double[] spectrum, Matrix rows, double rate, int steps, Func<Tensor, Tensor, Tensor> take, Action<int, Matrix>? observe = null)
    {
        using var scope = new TensorScope();
        var frame = rows.Transpose();
        var force = Tensor.From([.. spectrum.Select(c => 2 * c)], spectrum.Length, 1);
        for (var step = 1; step <= steps; step++)
        {
            using var inner = new TensorScope();
            var q = frame.ToTensor();
            frame = Matrix.From(take(q, Stiefel.Horizontal(q, force * q) * rate));
            observe?.Invoke(step, frame);
        }

        return frame.TimesTranspose(frame);
    }

    /// <summary>Frobenius distance.</summary>
    internal static double Distance(Matrix left, Matrix right) => Math.Sqrt(left.Values.Zip(right.Values, (a, b) => (a - b) * (a - b)).Sum());

    /// <summary>Largest difference of two elements.</summary>
    internal static double Largest(Matrix left, Matrix right) => left.Values.Zip(right.Values, (a, b) => Math.Abs(a - b)).Max();

    /// <summary>Rows that are orthonormal, random, [dim, modes].</summary>
    internal static Matrix Frame(Rng rng, int dim, int modes)
    {
        using var scope = new TensorScope();
        return Matrix.From(Stiefel.Orthonormalise(Tensor.RandomNormal(rng, [modes, dim], ElementType.Float64))).Transpose();
    }
}
