using Semblance.Tensors;

namespace Semblance.Objectives.Spectral;

/// <summary>Moments in the axes in which the total moment is the identity.</summary>
internal static class Whitened
{
    /// <summary>Trace of the inverse of the total moment times another one, []; empty dimensions count 0.</summary>
    /// <param name="total">Positive semi-definite, [dim, dim].</param>
    /// <param name="moment">Vanishes where the total does, [dim, dim].</param>
    /// <remarks>1e-13 of the mean variance is added to the diagonal of the total, which stands for the pseudo-inverse of a singular one.</remarks>
    internal static Tensor Trace(Tensor total, Tensor moment)
    {
        var floor = Math.Max(1e-300, 1e-13 * total.Detach().Diagonal().Mean().Item());
        var ridge = Tensor.Eye(total.Size(0), ElementType.Float64) * floor;
        return (total + ridge).Solve(moment).Diagonal().Sum();
    }
}
