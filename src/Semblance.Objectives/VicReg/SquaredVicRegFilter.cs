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
        var found = Fill([.. used.Select(rho => (variance - (invariance * (1 - rho))) / dim)], spectrum.Count, dim);
        if (variance == 0 || found.Variances[0] > 0) return found;
        return found with { Warnings = [$"the invariance weight is too strong for these pairs: everything collapses to a point; it must be below {variance / (1 - used[0]):G6}"] };
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

    /// <summary>The optimum with a further penalty that is quadratic in the map, as weight decay is.</summary>
    /// <param name="values">Generalised eigenvalues of S - r B - (penalty / 2a) P against S, descending, one for each direction: S the total moment, B = S - cross,
    /// r = invariance / variance, a = variance / dim, penalty * tr(W' P W) what is added; P the identity for weight decay. At most 1, of any size below.</param>
    /// <param name="dim">Size of the embedding.</param>
    /// <remarks>The loss includes the penalty. For variance = 2 covariance the variances are values_+ and the loss is variance (1 - sum s^2 / dim).</remarks>
    internal FilteredSpectrum Penalised(IReadOnlyList<double> values, int dim)
    {
        var found = Fill([.. values.Take(dim).Select(value => variance * value / dim)], values.Count, dim);
        return found.Variances[0] > 0 ? found : found with { Warnings = ["invariance and penalty are too strong for these pairs: everything collapses to a point"] };
    }

    /// <summary>The least invariance weight at which a direction is dropped, the other weights being as they are; infinite for rho = 1.</summary>
    /// <param name="spectrum">Descending.</param>
    /// <param name="direction">From 0.</param>
    /// <param name="dim">Size of the embedding.</param>
    internal double Dropping(IReadOnlyList<double> spectrum, int direction, int dim)
    {
        var (own, shared) = Weights(dim, variance > 2 * covariance);
        var distance = 1 - spectrum[direction];
        var lead = spectrum.Take(direction).Sum(rho => rho - spectrum[direction]);
        return variance * own / ((own * distance) + (shared * lead));
    }

    private FilteredSpectrum Fill(double[] gains, int directions, int dim)
    {
        var mixes = variance > 2 * covariance;
        var (own, shared) = Weights(dim, mixes);
        var warnings = new List<string>();
        var kept = new double[gains.Length];
        if (variance == 0)
        {
            warnings.Add("variance weight 0: nothing keeps the embedding from collapsing to a point");
        }
        else if (own > 0)
        {
            kept = WaterLevel.Fill(gains, own, shared);
        }
        else
        {
            // Without a price on correlated dimensions all of them take the best direction.
            kept[0] = Math.Max(0, gains[0]) / shared;
            warnings.Add("covariance weight 0: nothing keeps dimensions apart, all of them carry the best direction");
        }

        var (sum, loss) = (kept.Sum(), variance);
        for (var k = 0; k < kept.Length; k++) loss += ((own * kept[k]) - (2 * gains[k])) * kept[k];
        return new FilteredSpectrum(Direction.Padded(kept, directions), loss + (shared * sum * sum), mixes, warnings)
        {
            Mixing = mixes ? () => EqualDiagonal.Rotation(kept, dim) : null,
        };
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
}
