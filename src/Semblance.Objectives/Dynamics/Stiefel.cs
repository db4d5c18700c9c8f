using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>Orthonormal frames: d x k matrices with orthonormal columns, d >= k.</summary>
/// <remarks>Absil, Mahony and Sepulchre 2008 (QR and polar), Wen and Yin 2013 (Cayley). No function records gradients. A layer whose weight is
/// [out, in] with orthonormal rows is the transpose of such a frame.</remarks>
public static class Stiefel
{
    /// <summary>The part of a gradient that keeps the frame orthonormal, [d, k]: gradient - Q sym(Q'gradient).</summary>
    /// <param name="point">The frame Q, [d, k].</param>
    /// <param name="gradient">Gradient in the surrounding space, [d, k].</param>
    public static Tensor Tangent(Tensor point, Tensor gradient)
    {
        Check(point, gradient);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var overlap = point.Transpose().MatMul(gradient);
        return scope.Return(gradient - point.MatMul((overlap + overlap.Transpose()) * 0.5));
    }

    /// <summary>The part of a gradient that changes the span of the frame, [d, k]: (I - QQ') gradient.</summary>
    /// <param name="point">The frame Q, [d, k].</param>
    /// <param name="gradient">Gradient in the surrounding space, [d, k].</param>
    public static Tensor Horizontal(Tensor point, Tensor gradient)
    {
        Check(point, gradient);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return scope.Return(gradient - point.MatMul(point.Transpose().MatMul(gradient)));
    }

    /// <summary>The orthonormal frame that a step along a tangent leads to, [d, k]; agrees with point + tangent to first order.</summary>
    /// <param name="point">The frame to start from, [d, k], orthonormal columns.</param>
    /// <param name="tangent">The step, [d, k]; tangent at the point, as <see cref="Tangent"/> and <see cref="Horizontal"/> give it.
    /// <see cref="Retraction.Cayley"/> uses only its tangent part.</param>
    /// <param name="retraction">Which way back.</param>
    /// <remarks>Cost O(d k²): the Cayley transform is solved in 2k x 2k (Woodbury).</remarks>
    public static Tensor Retract(Tensor point, Tensor tangent, Retraction retraction)
    {
        Check(point, tangent);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return scope.Return(retraction switch
        {
            Retraction.Qr => Orthonormalise(point + tangent),
            Retraction.Polar => Nearest(point + tangent),
            Retraction.Cayley => Cayley(point, tangent),
            _ => throw new ArgumentOutOfRangeException(nameof(retraction), retraction, null),
        });
    }

    /// <summary>The frame after a step along the shortest path of spans (geodesic of the Grassmannian), [d, k]: Q V cos(S) V' + U sin(S) V' for the step U S V'.</summary>
    /// <param name="point">The frame to start from, [d, k], orthonormal columns.</param>
    /// <param name="horizontal">The step, [d, k], orthogonal to the frame, as <see cref="Horizontal"/> gives it; its singular values are the angles that the span turns by.</param>
    /// <remarks>Edelman, Arias and Smith 1998, equation 2.65. Not among the retractions of layers: a step within the span has no meaning here.</remarks>
    public static Tensor Geodesic(Tensor point, Tensor horizontal)
    {
        Check(point, horizontal);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (u, angles, vt) = horizontal.Svd();
        return scope.Return(((point.MatMul(vt.Transpose()) * angles.Cos()) + (u * angles.Sin())).MatMul(vt));
    }

    /// <summary>An orthonormal frame with the same span, [d, k]: the Q factor with a positive diagonal of R, so that it moves continuously.</summary>
    /// <param name="frame">Independent columns, [d, k].</param>
    public static Tensor Orthonormalise(Tensor frame)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (q, r) = frame.Qr();
        var diagonal = r.Diagonal();
        return scope.Return(q * Tensor.Where(diagonal.IsEqualTo(0), Tensor.OnesLike(diagonal), diagonal.Sign()));
    }

    /// <summary>The orthonormal frame nearest to a matrix in the Frobenius norm, [d, k]: U V' of its singular value decomposition.</summary>
    /// <param name="frame">Independent columns, [d, k].</param>
    public static Tensor Nearest(Tensor frame)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (u, _, vt) = frame.Svd();
        return scope.Return(u.MatMul(vt));
    }

    // With P = I - QQ'/2 and W = (P tangent) Q' - Q (P tangent)', the answer is (I - W/2)^-1 (I + W/2) Q. W = U V' has rank 2k.
    private static Tensor Cayley(Tensor point, Tensor tangent)
    {
        var overlap = point.Transpose().MatMul(tangent);
        var half = tangent - (point.MatMul(overlap) * 0.5);
        var left = Tensor.Cat([half, point], 1);
        var right = Tensor.Cat([point, -half], 1);
        var system = Tensor.Eye(left.Size(1), point.ElementType, point.Device) - (right.Transpose().MatMul(left) * 0.5);
        return point + left.MatMul(system.Solve(right.Transpose().MatMul(point)));
    }

    private static void Check(Tensor point, Tensor step)
    {
        if (point.Rank == 2 && point.Size(0) >= point.Size(1) && step.Rank == 2 && step.Size(0) == point.Size(0) && step.Size(1) == point.Size(1)) return;
        throw new RequestException("a frame and its step are two matrices [d, k] with d >= k", $"got {point} and {step}", "transpose a weight [out, in] with orthonormal rows");
    }
}
