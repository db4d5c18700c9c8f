using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Audit;

/// <summary>How many directions features fill.</summary>
/// <param name="Variances">Variance along each principal direction, descending, [dim].</param>
/// <param name="RankMe">As its authors define it, features not centred.</param>
/// <param name="CentredRankMe">The same of centred features: what the audit judges by.</param>
/// <param name="EffectiveRank">Exponential of the entropy of the variances (Roy and Vetterli 2007).</param>
/// <param name="Participation">(sum of variances)^2 / sum of squares.</param>
/// <param name="Kept">Directions with more than 1e-3 of the largest variance.</param>
/// <param name="Empty">Directions with less than 1e-3 of the mean variance.</param>
/// <param name="Attainable">RankMe of an isotropic normal sample of the same shape, from the law of Marchenko and Pastur 1967.</param>
internal sealed record SpectrumMeasure(double[] Variances, double RankMe, double CentredRankMe, double EffectiveRank, double Participation, int Kept, int Empty, double Attainable)
{
    private const double Small = 1e-3;

    internal double Total => Variances.Sum();

    internal static SpectrumMeasure Of(FeatureSet features)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var moments = FeatureMoments.Of(features);
        var variances = Descending(moments.Covariance);
        var raw = Descending(moments.Covariance + moments.Mean.Unsqueeze(1).MatMul(moments.Mean.Unsqueeze(0)));
        var (total, squares) = (variances.Sum(), variances.Sum(v => v * v));
        var entropy = -variances.Where(v => v > 0).Sum(v => v / total * Math.Log(v / total));
        var empty = variances.Count(v => v < Small * total / variances.Length);
        return new SpectrumMeasure(
            variances, Objectives.Spectral.EffectiveRank.OfSpectrum(Array.ConvertAll(raw, Math.Sqrt)), Objectives.Spectral.EffectiveRank.OfSpectrum(Array.ConvertAll(variances, Math.Sqrt)),
            Math.Exp(entropy), total * total / squares, variances.Count(v => v > Small * variances[0]), empty, Isotropic(features.Rows, features.Dim));
    }

    private static double[] Descending(Tensor covariance) => [.. covariance.EigenSymmetric().Values.AtLeast(0).ToArray<double>().Reverse()];

    /// <summary>RankMe of rows x dim independent normal numbers, centred: the entropy integral over the limiting density of their singular values.</summary>
    internal static double Isotropic(int rows, int dim)
    {
        var (n, d) = ((double)Math.Max(rows - 1, 1), (double)dim);
        var (count, ratio) = (Math.Min(n, d), Math.Min(n, d) / Math.Max(n, d));
        var (low, high) = (Math.Pow(1 - Math.Sqrt(ratio), 2), Math.Pow(1 + Math.Sqrt(ratio), 2));
        double weight = 0, first = 0, entropy = 0;
        const int steps = 4000;
        for (var k = 0; k < steps; k++)
        {
            // Substituting the cosine keeps the square roots at both ends harmless.
            var angle = Math.PI * (k + 0.5) / steps;
            var x = ((high + low) / 2) - ((high - low) / 2 * Math.Cos(angle));
            if (x <= 0) continue;
            var density = Math.Pow(Math.Sin(angle), 2) / x;
            var s = Math.Sqrt(x);
            weight += density;
            first += density * s;
            entropy += density * s * Math.Log(s);
        }

        var mean = first / weight;
        return count * mean * Math.Exp(-(entropy / weight) / mean);
    }
}
