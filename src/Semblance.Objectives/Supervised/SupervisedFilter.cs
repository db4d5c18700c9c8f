using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.Supervised;

/// <summary>The directions that tell classes apart, each with variance 1: linear discriminant analysis.</summary>
/// <remarks>Fisher 1936, Rao 1948: with pairs from labels the cross-view moment is the covariance of class means, so rho is the share of a direction's variance
/// that lies between classes: positive for classes - 1 directions, 0 for the rest, which stay empty. The loss is -tr(total^-1 cross) = -sum rho, which
/// does not depend on the embedding's scale and axes, only on its span; least squares on one-hot labels has the same span (Balestriero and LeCun 2022,
/// proposition 1). Stands in for cross-entropy, which has no closed form.</remarks>
internal sealed class SupervisedFilter : ISpectralFilter
{
    /// <summary>A smaller share between classes is rounding.</summary>
    private const double Nothing = 1e-9;

    public FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim)
    {
        var used = Direction.Used(spectrum, dim);
        var kept = used.Select(rho => rho > Nothing ? 1.0 : 0.0).ToArray();
        var more = spectrum.Skip(dim).Count(rho => rho > Nothing);
        string[] warnings = more == 0 ? [] : [$"{more} more directions tell classes apart than {dim} dimensions can hold"];
        return new FilteredSpectrum(Direction.Padded(kept, spectrum.Count), -used.Where(rho => rho > Nothing).Sum(), false, warnings);
    }

    public Tensor Loss(Tensor total, Tensor cross) => -Whitened.Trace(total, cross);
}
