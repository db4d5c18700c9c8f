using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Features;

/// <summary>Gradient descent on a spectral loss of linear features, step by step: which features come, and which go again.</summary>
/// <remarks>Xue et al. 2023, section 3.4: W += 4 rate (W P - W M W' W M), on the whole data. With a small start the supervised loss learns a subclass that shares a direction with the constant
/// early (theorem 4.5) and unlearns it later; a joint loss lets it dip and come back. Cost of a step O(dim d^2).</remarks>
public static class FeatureDescent
{
    /// <summary>Descends.</summary>
    /// <param name="moments">Uncentred second moments of the features.</param>
    /// <param name="weight">Share of the supervised loss, in [0, 1].</param>
    /// <param name="start">First weights, [dim, d]; not changed.</param>
    /// <param name="rate">Step size, > 0. Steps above half of 1 / (4 * largest eigenvalue of M) may diverge.</param>
    /// <param name="steps">Number of steps, at least 0.</param>
    /// <param name="observe">Told of every point, the start (0) and the end included.</param>
    /// <returns>The last weights, [dim, d].</returns>
    /// <exception cref="RequestException">Weights of another width, or a weight out of range.</exception>
    /// <exception cref="RunException">The descent diverged.</exception>
    public static Matrix Run(FeatureMoments moments, double weight, Matrix start, double rate, int steps, Action<FeatureDescentPoint>? observe = null)
    {
        if (start.Columns != moments.Dim) throw new RequestException("the weights do not fit the features", $"[{start.Rows}, {start.Columns}] for {moments.Dim} features", "give one column for each feature");
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (total, positive, w) = (moments.Total.ToTensor(), moments.Positive(weight).ToTensor(), start.ToTensor());
        for (var step = 0; step <= steps; step++)
        {
            using var inner = new TensorScope();
            var seen = w.MatMul(total);
            var pull = w.MatMul(positive);
            var push = seen.MatMul(w.Transpose()).MatMul(seen);
            observe?.Invoke(new FeatureDescentPoint(step, Matrix.From(w), 4 * Norm(pull), 4 * Norm(push)));
            if (step == steps) break;
            w.AddInPlace(pull, 4 * rate).AddInPlace(push, -4 * rate);
            if (!w.AllFinite()) throw new RunException("the descent diverged", FormattableString.Invariant($"the weights are not finite after {step + 1} steps of {rate}"), "take smaller steps");
        }

        return Matrix.From(w);
    }

    private static double Norm(Tensor matrix) => matrix.Reshape(-1).Norm(0).Item();
}
