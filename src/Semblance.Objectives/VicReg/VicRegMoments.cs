using Semblance.Tensors;

namespace Semblance.Objectives.VicReg;

/// <summary>What both variance terms share.</summary>
internal static class VicRegMoments
{
    /// <summary>The weighted mean squared difference of two views, [].</summary>
    internal static Tensor Invariance(Tensor total, Tensor cross, double weight) => (total - cross).Trace() * (2 * weight / total.Size(0));

    /// <summary>Sum of the diagonal, [].</summary>
    internal static Tensor Trace(this Tensor matrix) => matrix.Diagonal().Sum();
}
