using Semblance.Insight.Capacity;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Capacity;

public sealed class ClusterCertificateTests
{
    [Fact]
    public void Chain_agrees_with_loops_and_search_over_functions()
    {
        using var scope = new TensorScope();
        // Six points in two clusters; functions: the indicators and one that varies within them.
        double[] values = [0.3, -0.9, 0.6, 1.2, -0.4, -0.8];
        int[] cluster = [0, 0, 0, 1, 1, 1];
        var weights = Weights();
        double[] F(int x) => [cluster[x] == 0 ? 1 : 0, cluster[x] == 1 ? 1 : 0, values[x]];
        var pairs = Pairs(weights, F, cluster);
        var chosen = new Matrix(3, 2, [1, 0, 0.2, 1, 0.5, -0.3]);
        var certificate = ClusterCertificate.Of(pairs, chosen, 0.7, 2)!;

        double[] marginal = [.. Enumerable.Range(0, 6).Select(x => Enumerable.Range(0, 6).Sum(y => weights[x, y]))];
        double[] shares = [marginal[..3].Sum(), marginal[3..].Sum()];
        var alpha = Sum((x, y) => cluster[x] == cluster[y] ? 0 : weights[x, y]);
        Assert.Equal(alpha, certificate.Alpha, 12);
        Assert.Equal(shares.Min(), certificate.SmallestShare, 12);
        Assert.Equal(shares.Max(), certificate.LargestShare, 12);

        // On a cluster only the third function varies, so it alone makes the connection.
        var beta = Enumerable.Range(0, 2).Min(c =>
        {
            double Over(Func<int, int, double> weight) => Sum((x, y) => weight(x, y) * Math.Pow(values[x] - values[y], 2)) / Sum(weight);
            return Over((x, y) => cluster[x] == c && cluster[y] == c ? weights[x, y] : 0) / Over((x, y) => cluster[x] == c && cluster[y] == c ? marginal[x] * marginal[y] : 0);
        });
        Assert.Equal(beta, certificate.Beta, 10);
        Assert.Equal(alpha / beta * shares.Max() / (shares.Min() - alpha), certificate.Theorem, 9);
        Assert.Equal(shares.Max() / (2 * beta) * shares.Max(p => p / (p - (alpha / 2))) * 0.7, certificate.Spectral, 9);
        Assert.Equal(BestError(marginal, cluster, F, chosen), certificate.Error, 9);

        double Sum(Func<int, int, double> of) => Enumerable.Range(0, 36).Sum(p => of(p / 6, p % 6));
    }

    [Fact]
    public void Scatter_of_the_indicators_themselves_is_nothing()
    {
        using var scope = new TensorScope();
        int[] cluster = [0, 0, 0, 1, 1, 1];
        var certificate = ClusterCertificate.Of(Pairs(Weights(), x => [cluster[x] == 0 ? 1 : 0, cluster[x] == 1 ? 1 : 0, x * x], cluster), new Matrix(3, 2, [1, 0, 0, 1, 0, 0]), 0, 2)!;
        Assert.Equal(0, certificate.Error, 12);
        Assert.Equal(0, certificate.Scatter, 12);
    }

    [Fact]
    public void Empty_cluster_or_functions_constant_on_clusters_give_no_certificate()
    {
        using var scope = new TensorScope();
        int[] cluster = [0, 0, 0, 1, 1, 1];
        var pairs = Pairs(Weights(), x => [cluster[x] == 0 ? 1 : 0, cluster[x] == 1 ? 1 : 0, 1], cluster);
        Assert.Null(ClusterCertificate.Of(pairs, new Matrix(3, 2, [1, 0, 0, 1, 0, 0]), 0, 2));
        Assert.Null(ClusterCertificate.Of(pairs, new Matrix(3, 2, [1, 0, 0, 1, 0, 0]), 0, 3));
    }

    private static WeightedPairs Pairs(Matrix weights, Func<int, double[]> functions, int[] cluster)
    {
        double[] At(Func<int, int> end) => [.. Enumerable.Range(0, 36).SelectMany(p => functions(end(p)))];
        return new WeightedPairs(Tensor.From(At(p => p / 6), 36, 3), Tensor.From(At(p => p % 6), 36, 3), [.. weights.Values], [.. Enumerable.Range(0, 36).Select(p => cluster[p / 6])], [.. Enumerable.Range(0, 36).Select(p => cluster[p % 6])]);
    }

    /// <summary>Normal equations by hand for two functions.</summary>
    private static double BestError(double[] marginal, int[] cluster, Func<int, double[]> functions, Matrix chosen)
    {
        double G(int x, int k) => Enumerable.Range(0, 3).Sum(d => functions(x)[d] * chosen[d, k]);
        double E(Func<int, double> of) => Enumerable.Range(0, 6).Sum(x => marginal[x] * of(x));
        double a = E(x => G(x, 0) * G(x, 0)), b = E(x => G(x, 0) * G(x, 1)), c = E(x => G(x, 1) * G(x, 1));
        var error = 1.0;
        for (var label = 0; label < 2; label++)
        {
            double p = E(x => cluster[x] == label ? G(x, 0) : 0), q = E(x => cluster[x] == label ? G(x, 1) : 0);
            error -= ((c * p * p) - (2 * b * p * q) + (a * q * q)) / ((a * c) - (b * b));
        }

        return error;
    }

    private static Matrix Weights()
    {
        var random = new Random(3);
        var weights = new Matrix(6, 6);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j <= i; j++) weights[i, j] = weights[j, i] = (i / 3 == j / 3 ? 1 : 0.05) * (0.2 + random.NextDouble());
        }

        var all = weights.Values.Sum();
        return new Matrix(6, 6, [.. weights.Values.Select(w => w / all)]);
    }
}
