using Semblance.Tensors;

namespace Semblance.Objectives.Spectral;

/// <summary>The optimum face of a method: how much of each canonical direction its best embedding keeps, and the loss that this is the minimum of.</summary>
/// <remarks>The loss of such a method sees an embedding only through its two dim x dim moments: total (covariance, or second moment where the method
/// does not centre) and cross-view. Both are population moments: divided by the number of rows.</remarks>
public interface ISpectralFilter
{
    /// <summary>The optimum over all embeddings in the span of the given canonical directions.</summary>
    /// <param name="spectrum">Canonical correlations of the pairs, descending, in [-1, 1], one for each direction there is.</param>
    /// <param name="dim">Size of the embedding, at least 1; may be larger than the number of directions.</param>
    FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim);

    /// <summary>The literal loss of an embedding from its moments, [], float64; gradients pass.</summary>
    /// <param name="total">Covariance (or second moment) of the embedding over all views, [dim, dim].</param>
    /// <param name="cross">Cross-view moment, symmetrised, centred alike, [dim, dim].</param>
    Tensor Loss(Tensor total, Tensor cross);

    /// <summary>How much the loss falls for each unit of the trace of <c>cross</c>, where that is the only way cross enters: 2 invariance / dim for VICReg, 2 for the spectral
    /// contrastive loss; null for others. A penalty on weights then has a closed form.</summary>
    /// <param name="dim">Size of the embedding.</param>
    double? CrossWeight(int dim) => null;
}
