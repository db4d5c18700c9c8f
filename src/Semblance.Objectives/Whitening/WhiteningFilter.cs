using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.Whitening;

/// <summary>The dim most correlated directions, each with variance 1: what views agree on best when the covariance must be the identity.</summary>
/// <remarks>Canonical correlation analysis of the two views; on a graph Laplacian eigenmaps (Belkin and Niyogi 2003); the limit of VICReg and of its relatives
/// as invariance goes to 0. The loss is E |z - z'|^2 = 2 sum (1 - rho) of the whitened embedding, so it does not depend on the embedding's scale and axes.
/// It is the minimum over embeddings of full rank.</remarks>
internal sealed class WhiteningFilter : ISpectralFilter
{
    public FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim)
    {
        var used = Direction.Used(spectrum, dim);
        var kept = new double[used.Length];
        Array.Fill(kept, 1);
        string[] warnings = used.Length < dim ? [$"there are only {used.Length} directions: {dim - used.Length} of {dim} dimensions stay empty"] : [];
        return new FilteredSpectrum(Direction.Padded(kept, spectrum.Count), 2 * used.Sum(rho => 1 - rho), false, warnings);
    }

    public Tensor Loss(Tensor total, Tensor cross) => Whitened.Trace(total, total - cross) * 2;
}
