using Semblance.Errors;

namespace Semblance.Objectives.Dynamics;

/// <summary>alpha-ReQ: the exponent with which the eigenvalues of the embeddings' covariance decay, variance_j ~ j^-alpha.</summary>
/// <param name="Exponent">alpha; near 1 was best in the paper, large means collapse, near 0 means noise.</param>
/// <param name="Fit">Weighted share of the logarithms' variance that the power law explains, at most 1; 1 for two ranks.</param>
/// <param name="First">First rank of the fit, from 1.</param>
/// <param name="Last">Last rank of the fit.</param>
/// <remarks>Agrawal, Mondal, Ghosh and Richards 2022, with the fit of Stringer et al. 2019: least squares of the logarithms with weights 1 / rank. Deviation: ranks end at the last
/// eigenvalue above 1e-12 of the largest, where the authors' program takes the logarithm of rounding. Noise of few rows steepens the tail: with N rows fit ranks well below N.</remarks>
public sealed record AlphaReq(double Exponent, double Fit, int First, int Last)
{
    /// <summary>Fits a power law to a spectrum.</summary>
    /// <param name="eigenvalues">Variances in descending order.</param>
    /// <param name="first">First rank, from 1; default 11 as in the paper.</param>
    /// <param name="last">Last rank; default 50 as in the paper; cut where the spectrum ends.</param>
    /// <exception cref="RequestException">Fewer than two ranks to fit, or not in descending order.</exception>
    public static AlphaReq Of(IReadOnlyList<double> eigenvalues, int first = 11, int last = 50)
    {
        for (var j = 1; j < eigenvalues.Count; j++)
        {
            if (!(eigenvalues[j] <= eigenvalues[j - 1])) throw new RequestException("a spectrum descends", $"{eigenvalues[j - 1]:g6} is followed by {eigenvalues[j]:g6}", "sort the eigenvalues");
        }

        var positive = eigenvalues.TakeWhile(v => v > 0 && v > 1e-12 * eigenvalues[0]).Count();
        var end = Math.Min(last, positive);
        if (first < 1 || end <= first)
            throw new RequestException("a power law is fitted to two ranks or more", $"ranks {first} to {last} of {positive} positive eigenvalues", "choose ranks within the spectrum");
        var points = Enumerable.Range(first, end - first + 1).Select(j => (X: Math.Log(j), Y: Math.Log(eigenvalues[j - 1]), Weight: 1.0 / j)).ToArray();
        var weight = points.Sum(p => p.Weight);
        var (x, y) = (points.Sum(p => p.Weight * p.X) / weight, points.Sum(p => p.Weight * p.Y) / weight);
        var xx = points.Sum(p => p.Weight * (p.X - x) * (p.X - x));
        var xy = points.Sum(p => p.Weight * (p.X - x) * (p.Y - y));
        var yy = points.Sum(p => p.Weight * (p.Y - y) * (p.Y - y));
        return new AlphaReq(-xy / xx, yy > 0 ? xy * xy / (xx * yy) : 1, first, end);
    }
}
