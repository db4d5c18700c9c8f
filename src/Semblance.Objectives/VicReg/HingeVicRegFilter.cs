using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.VicReg;

/// <summary>The optimum of VICReg as published, with the hinge on deviations.</summary>
/// <remarks>The hinge does not reward a variance above 1 and correlated dimensions cost little, so the axes are not the directions. Dimensions form groups of equal
/// variance, each on its own consecutive directions; <see cref="DimensionGroups"/> finds the best. One group where the invariance is moderate: with a =
/// variance / dim, b = 2 covariance / dim, g = invariance / dim, r = 1 - rho the directions get (t + (g / b)(mean r - r_k))_+ and every dimension the variance
/// t = min(1, (a / (4 g mean r))^2) when none is clipped. Optimality is not proved; descent has never found less. Population moments and no 0.0001 under the
/// root, against n - 1 and 0.0001 in the training loss.</remarks>
internal sealed class HingeVicRegFilter(double invariance, double variance, double covariance) : ISpectralFilter
{
    public FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim)
    {
        var used = Direction.Used(spectrum, dim);
        var warnings = new List<string>();
        if (variance == 0) warnings.Add("variance weight 0: nothing keeps the embedding from collapsing to a point");
        if (covariance == 0) warnings.Add("covariance weight 0: nothing keeps dimensions apart, all of them carry the best direction");
        var distances = used.Select(rho => Math.Max(0, 1 - rho)).ToArray();
        var groups = new DimensionGroups(distances, dim, variance, 2 * covariance, invariance);
        var found = groups.Best(out var isCoarse);
        var (kept, wanted) = (new double[used.Length], new double[dim]);
        foreach (var group in found) groups.Fill(group, kept, wanted);
        if (found.Count > 1)
        {
            warnings.Add($"strong invariance: dimensions form {found.Count} groups of different variance, which costs {groups.Cost(0, dim).Loss / dim - found.Sum(g => g.Loss) / dim:G4} less than equal variances; found by a search, not proved optimal");
        }

        if (isCoarse) warnings.Add($"{dim} dimensions: borders of groups were tried on a grid of {DimensionGroups.Finest}, the optimum may be slightly lower");
        if (wanted.Min() < 1 - 1e-9 && variance > 0) warnings.Add($"the invariance weight holds deviations below 1: the smallest is {Math.Sqrt(wanted.Min()):G4}");

        return new FilteredSpectrum(Direction.Padded(kept, spectrum.Count), found.Sum(g => g.Loss) / dim, found.Count == 1, warnings)
        {
            Mixing = () => found.Count == 1 ? EqualDiagonal.Rotation(kept, dim) : EqualDiagonal.Rotation(kept, wanted),
        };
    }

    public double? CrossWeight(int dim) => 2 * invariance / dim;

    public Tensor Loss(Tensor total, Tensor cross)
    {
        var dim = total.Size(0);
        var diagonal = total.Diagonal();

        // Far below any variance: only keeps the slope of the root finite.
        var missing = (1 - diagonal.AtLeast(1e-300).Sqrt()).Relu();
        var others = (total * total).Sum() - diagonal.Dot(diagonal);
        return VicRegMoments.Invariance(total, cross, invariance) + (missing.Sum() * (variance / dim)) + (others * (2 * covariance / dim));
    }
}
