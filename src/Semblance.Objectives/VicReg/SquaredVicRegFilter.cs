using Semblance.Errors;
using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.VicReg;

/// <summary>The optimum of VICReg with squared variance term, of all data or in the mean over batches.</summary>
/// <remarks>Balestriero and LeCun 2022, theorem 1, for any two weights. With a = variance / dim, b = 2 covariance / dim, g = invariance / dim, s the variances along
/// the canonical directions and r = 1 - rho: for a &lt;= b the axes are the directions and s_k = (1 - (g / a) r_k)_+; for a > b every dimension has the same
/// variance S / dim, S = sum s, and s_k = (a - (a - b) S / dim - g r_k)_+ / b. In batches of n unbiased covariances of Gaussian rows add, in the mean,
/// (C_jk^2 + C_jj C_kk) / (n - 1) to each C_jk^2, which shrinks s further. Population moments: against the training loss n - 1 is n.</remarks>
internal sealed class SquaredVicRegFilter(double invariance, double variance, double covariance, double freedom = double.PositiveInfinity) : ISpectralFilter
{
    public FilteredSpectrum Apply(IReadOnlyList<double> spectrum, int dim)
    {
        var used = Direction.Used(spectrum, dim);
        var mixes = variance > 2 * covariance;
        var (own, shared) = Weights(dim, mixes);
        var warnings = new List<string>();
        double[] kept;
        if (variance == 0)
        {
            kept = new double[used.Length];
            warnings.Add("variance weight 0: nothing keeps the embedding from collapsing to a point");
        }
        else if (own > 0)
        {
            kept = WaterLevel.Fill([.. used.Select(rho => (variance - (invariance * (1 - rho))) / dim)], own, shared);
            if (kept[0] == 0) warnings.Add($"the invariance weight is too strong for these pairs: everything collapses to a point; it must be below {variance / (1 - used[0]):G6}");
        }
        else
        {
            // Without a price on correlated dimensions all of them take the best direction.
            kept = new double[used.Length];
            kept[0] = Math.Max(0, (variance - (invariance * (1 - used[0]))) / dim) / shared;
            warnings.Add("covariance weight 0: nothing keeps dimensions apart, all of them carry the best direction");
        }

        return new FilteredSpectrum(Direction.Padded(kept, spectrum.Count), Value(used, kept, dim, own, shared), mixes, warnings)
        {
            Mixing = mixes ? () => EqualDiagonal.Rotation(kept, dim) : null,
        };
    }

    public double? CrossWeight(int dim) => 2 * invariance / dim;

    public Tensor Loss(Tensor total, Tensor cross)
    {
        var dim = total.Size(0);
        var diagonal = total.Diagonal();
        var deviations = 1 - diagonal;
        var squares = diagonal.Dot(diagonal);
        var others = (total * total).Sum() - squares;
        var terms = VicRegMoments.Invariance(total, cross, invariance) + (deviations.Dot(deviations) * (variance / dim)) + (others * (2 * covariance / dim));
        if (double.IsPositiveInfinity(freedom)) return terms;
        var all = total.Trace();
        var spread = (squares * (2 * variance)) + ((others + (all * all) - squares) * (2 * covariance));
        return terms + (spread * (1 / (dim * freedom)));
    }

    /// <summary>Weights of sum s^2 and of (sum s)^2.</summary>
    private (double Own, double Shared) Weights(int dim, bool mixes)
    {
        var (a, b) = (variance / dim, 2 * covariance / dim);
        if (mixes) return (b * (1 + (1 / freedom)), (b / freedom) + ((a - b) * (1 + (2 / freedom)) / dim));
        var own = (a * (1 + (2 / freedom))) - (b / freedom);
        if (own > 0 || a == 0) return (own, b / freedom);
        throw new RequestException(
            "VICReg in batches has a closed form only while the covariance weight is below (batch + 1) / 2 times the variance weight",
            $"variance is {variance:R}, covariance {covariance:R}, batch {freedom + 1:R}", "raise the batch or lower the covariance weight");
    }

    private double Value(double[] used, double[] kept, int dim, double own, double shared)
    {
        var (sum, squares, distance) = (0.0, 0.0, 0.0);
        for (var k = 0; k < kept.Length; k++)
        {
            sum += kept[k];
            squares += kept[k] * kept[k];
            distance += (1 - used[k]) * kept[k];
        }

        return variance + (own * squares) + (shared * sum * sum) + (2 * ((invariance * distance) - (variance * sum)) / dim);
    }
}
