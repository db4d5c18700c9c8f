using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.SpectralContrastive;

/// <summary>The optimum of the spectral contrastive loss: each direction has its canonical correlation as second moment, negative ones are left out.</summary>
/// <remarks>HaoChen, Wei, Gaidon and Ma 2021: -2 tr(cross) + |total|^2 = |A - F F'|^2 - |A|^2 for the normalised graph A; the loss is -sum rho_+^2 over the dim
/// largest. Uncentred second moments. The training loss leaves pairs of one row out of the squares; here all n^2 ordered pairs count. No projection on a ball.</remarks>
/// <param name="options">Options of the method.</param>
/// <param name="warnings">Said with every result, before the filter's own.</param>
internal sealed class SpectralContrastiveFilter(SpectralContrastiveOptions options, params string[] warnings) : ISpectralFilter
{
    /// <summary>A smaller correlation is rounding: pairs from labels alone have as many directions as classes.</summary>
    private const double Nothing = 1e-12;

    public FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim)
    {
        double[] kept = [.. Direction.Used(spectrum, dim).Select(rho => rho > Nothing ? rho : 0)];
        var said = new List<string>(warnings);
        if (options.Radius is { } radius) said.Add($"the closed form has no projection: rows of the optimum longer than radius {radius:R} are not scaled back");
        if (kept[^1] == 0) said.Add($"only {kept.Count(v => v > 0)} of the {kept.Length} directions have positive correlation: the others stay empty");
        return new FilteredSpectrum(Direction.Padded(kept, spectrum.Count), -kept.Sum(v => v * v), false, said);
    }

    public double? CrossWeight(int dim) => 2;

    public Tensor Loss(Tensor total, Tensor cross) => (total * total).Sum() - (cross.Diagonal().Sum() * 2);
}
