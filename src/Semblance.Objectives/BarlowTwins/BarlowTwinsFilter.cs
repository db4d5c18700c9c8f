using Semblance.Errors;
using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.BarlowTwins;

/// <summary>The optimum of Barlow Twins by water-filling, for off-diagonal weights from 0 to 1.</summary>
/// <remarks>With m the variances along unit-variance canonical directions, sum m = dim as every dimension is scaled to variance 1, and S = sum rho m:
/// minimise dim - 2 S + (1 - w) S^2 / dim + w sum (rho m)^2, w the off-diagonal weight, with a rotation that makes all dimensions' variances and all their
/// correlations between views equal. For w &lt;= 1 equal correlations are best, so this is a lower bound; the rotation, and so equality, exists for every dim
/// but 3, sometimes only to the last few digits. Directions of negative correlation only take variance that is left over. Population moments; a dimension without variance counts as uncorrelated. What decides is w * dim.</remarks>
internal sealed class BarlowTwinsFilter : ISpectralFilter
{
    private readonly double _weight;

    /// <exception cref="RequestException">A weight above 1, for which no closed form is known.</exception>
    internal BarlowTwinsFilter(double weight)
    {
        _weight = weight <= 1 ? weight : throw new RequestException(
            "the closed form of Barlow Twins holds for off-diagonal from 0 to 1", $"off-diagonal is {weight:R}", "lower it, or train: the loss itself takes any weight");
    }

    public FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim)
    {
        var used = Direction.Used(spectrum, dim);

        // Along directions, and along what is left of them when the last is mixed into the first.
        var kept = WaterFilling.Fill(used, dim, _weight);
        var (similar, squares) = (0.0, 0.0);
        for (var k = 0; k < used.Length; k++)
        {
            var share = used[k] * kept[k];
            similar += share;
            squares += share * share;
        }

        var masses = (double[])kept.Clone();
        double[] shares = [.. kept.Zip(used, (m, rho) => m * rho)];
        var isMixed = WaterFilling.Spare(used, kept, dim);
        if (isMixed) masses[0] += dim - masses.Sum(); else kept.CopyTo(masses, 0);
        var loss = dim - (2 * similar) + ((1 - _weight) * similar * similar / dim) + (_weight * squares);
        return new FilteredSpectrum(Direction.Padded(kept, spectrum.Count), loss, true, Warnings(kept, dim, isMixed))
        {
            Mixing = () =>
            {
                var rotation = JointEqualDiagonal.Rotation(masses, shares, dim);
                if (isMixed) rotation.Row(0).CopyTo(rotation.Row(rotation.Rows - 1));
                return rotation;
            },
        };
    }

    public Tensor Loss(Tensor total, Tensor cross)
    {
        // Far below any variance: a dimension without variance has no correlation.
        var scale = total.Diagonal().AtLeast(1e-290).ReciprocalSqrt();
        var correlation = cross * scale * scale.Unsqueeze(1);
        var diagonal = correlation.Diagonal();
        var missing = 1 - diagonal;
        return missing.Dot(missing) + (((correlation * correlation).Sum() - diagonal.Dot(diagonal)) * _weight);
    }

    private List<string> Warnings(double[] kept, int dim, bool isMixed)
    {
        var warnings = new List<string>();
        var rank = kept.Count(m => m > 0);
        if (dim == 3) warnings.Add("in 3 dimensions the formula is a lower bound that is not always reached");
        if (_weight == 0) warnings.Add("off-diagonal weight 0: nothing keeps dimensions apart, all of them carry the best direction");
        if (rank < kept.Length) warnings.Add($"only {rank} of {kept.Length} directions are kept: off-diagonal * dim = {_weight * dim:G4} decides, a larger one keeps more of those with positive correlation");
        if (isMixed) warnings.Add("more dimensions than positive directions: the spare variance is hidden by mixing a direction whose views anticorrelate into the first one");
        return warnings;
    }
}
