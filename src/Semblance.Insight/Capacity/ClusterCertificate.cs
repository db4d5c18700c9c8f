using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>How far the first m functions of a class are from indicators of m clusters: the error itself and three bounds above it.</summary>
/// <param name="Error">E|W f - e_cluster|^2 of the best head W.</param>
/// <param name="Scatter">P_max tr(S_W), S_W the scatter of the whitened functions within clusters.</param>
/// <param name="Spectral">P_max / (2 beta) max_i P_i / (P_i - out_i) times the sum of the m alignment eigenvalues.</param>
/// <param name="Theorem">alpha / beta P_max / (P_min - alpha), the bound of theorem 3.6; infinite where alpha is P_min or more.</param>
/// <param name="Alpha">Share of pairs between clusters.</param>
/// <param name="Beta">Smallest inner connection: E|g(x) - g(x')|^2 over pairs within a cluster against independent samples of it, over functions and clusters. Over the functions looked at, which makes
/// the bounds optimistic for a network: its class has more.</param>
/// <param name="SmallestShare">P_min.</param>
/// <param name="LargestShare">P_max.</param>
/// <remarks>HaoChen and Ma (2023), theorem 3.6, with the steps of its proof as bounds of their own for classes with a linear last layer: error, scatter, spectral, theorem ascend.</remarks>
public sealed record ClusterCertificate(double Error, double Scatter, double Spectral, double Theorem, double Alpha, double Beta, double SmallestShare, double LargestShare)
{
    /// <summary>Computes the chain for weighted pairs.</summary>
    /// <param name="pairs">Functions of the class at both ends of every pair; the first m span what is certified, all of them the class.</param>
    /// <param name="chosen">The functions certified, as weights on the class, [functions, m].</param>
    /// <param name="alignment">Sum of their alignment eigenvalues.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <returns>Null where a cluster is empty, or every function of the class is constant on every cluster.</returns>
    internal static ClusterCertificate? Of(WeightedPairs pairs, Matrix chosen, double alignment, int clusters)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var shares = pairs.Shares(clusters);
        if (shares.Min() <= 0) return null;
        var outs = pairs.Outs(clusters);
        var beta = Enumerable.Range(0, clusters).Select(pairs.InnerConnection).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
        if (double.IsNaN(beta)) return null;
        var (error, within) = pairs.Fit(chosen, clusters);
        var (alpha, smallest, largest) = (outs.Sum(), shares.Min(), shares.Max());
        var isolation = shares.Zip(outs, (p, o) => o < p ? p / (p - o) : double.PositiveInfinity).Max();
        return new ClusterCertificate(
            error, largest * within, largest / (2 * beta) * isolation * alignment, alpha < smallest ? alpha / beta * largest / (smallest - alpha) : double.PositiveInfinity, alpha, beta, smallest, largest);
    }
}
