using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral;
using Semblance.Pairs.Moments;
using Semblance.Tensors;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class RankTests
{
    private static double Rank(double[,] rows)
    {
        using var scope = new TensorScope();
        return CovarianceRank.Of(Matrix(rows).ToTensor());
    }

    private static double Lda(double[][,] views, Lidar? lidar = null)
    {
        using var scope = new TensorScope();
        return (lidar ?? new Lidar()).Of(Tensor.Stack([.. views.Select(v => Matrix(v).ToTensor())], 1));
    }

    [Fact]
    public void Spectrum_holds_the_variances()
    {
        using var scope = new TensorScope();
        var values = CovarianceRank.Spectrum(Matrix(Table(4, 2, (i, j) => j == 0 ? 5 + i : 7 + (2 * (i % 2)))).ToTensor());
        Assert.Equal(2.25, values.Sum(), 1e-12);
        Assert.Equal((1.25 * 1) - (.5 * .5), values[0] * values[1], 1e-12);
    }

    [Fact]
    public void Embeddings_that_are_not_finite_or_alone_are_refused()
    {
        using var scope = new TensorScope();
        var e = Assert.Throws<RequestException>(() => CovarianceRank.Of(Tensor.Full([3, 2], double.NaN)));
        Assert.Equal("the spectrum of a covariance needs finite numbers - float32 [3, 2] holds NaN or infinity - look for the step at which the embeddings stopped being finite", e.Message);
        Assert.Throws<RequestException>(() => CovarianceRank.Of(Tensor.Ones([1, 2])));
    }

    [Fact]
    public void Rank_one_is_one_with_any_mean() =>
        Assert.Equal(1, Rank(Table(50, 6, (i, j) => 1000 + (Math.Sin(i) * (j + 1)))), 1e-9);

    [Fact]
    public void Equal_directions_count_fully() => Assert.Equal(4, Rank(Table(8, 4, (i, j) => i / 2 == j ? 1 - (2 * (i % 2)) : 0)), 1e-12);

    [Fact]
    public void A_large_mean_does_not_hide_the_rank_as_it_does_from_RankMe()
    {
        var plain = Normal(200, 5, 1);
        var moved = Table(200, 5, (i, j) => 1e4 + plain[i, j]);
        Assert.Equal(Rank(plain), Rank(moved), 1e-8);
        using var scope = new TensorScope();
        Assert.True(EffectiveRank.RankMe(Matrix(moved).ToTensor()) < 1.01);
        Assert.True(Rank(moved) > 4.8);
    }

    [Fact]
    public void Few_rows_cannot_show_more_than_rows_minus_one() => Assert.InRange(Rank(Normal(6, 40, 2)), 4, 5);

    [Fact]
    public void Constant_embeddings_have_rank_zero() => Assert.Equal(0, Rank(Table(7, 3, (_, j) => .1 + j)));

    [Fact]
    public void Golden_vector_G7_effective_ranks()
    {
        double[] spectrum = [1, .7, .4, .2, 0, -.3];
        var start = Matrix(T(GrassmannFlowTests.GoldenFrame));
        double At(double time) => CovarianceRank.OfEigenvalues([.. NaiveFlow.SingularValueShares(spectrum, start, time).Select(s => s * s)]);
        Assert.Equal(1.732250, At(1), 5.1e-7);
        Assert.Equal(1.017463, At(5), 5.1e-7);
        Assert.Equal(1.0000799, At(10), 5.1e-8);
    }

    [Theory]
    [InlineData(400, 40)]
    [InlineData(80, 40)]
    [InlineData(41, 40)]
    [InlineData(40, 160)]
    public void Isotropic_reference_is_what_Gaussian_rows_measure(int rows, int dim)
    {
        using var scope = new TensorScope();
        var (covariance, rankMe) = (0.0, 0.0);
        for (var seed = 0; seed < 5; seed++)
        {
            var sample = Normal(rows, dim, 100 + seed);
            covariance += Rank(sample) / 5;
            rankMe += EffectiveRank.RankMe(Matrix(sample).ToTensor()) / 5;
        }

        Assert.InRange(covariance / IsotropicReference.CovarianceRank(rows, dim), .985, 1.015);
        Assert.InRange(rankMe / IsotropicReference.RankMe(rows, dim), .985, 1.015);
    }

    [Theory]
    [InlineData(.05)]
    [InlineData(.5)]
    [InlineData(1)]
    public void Quadrature_of_the_law_has_its_known_moments(double ratio)
    {
        Assert.Equal(1, IsotropicReference.Average(ratio, _ => 1), 1e-6);
        Assert.Equal(1, IsotropicReference.Average(ratio, x => x), 1e-6);
        Assert.Equal(1 + ratio, IsotropicReference.Average(ratio, x => x * x), 1e-6);
        Assert.Equal(ratio / 2, IsotropicReference.Average(ratio, x => x * Math.Log(x)), 1e-6);
    }

    [Fact]
    public void Power_laws_are_found_exactly()
    {
        var fit = AlphaReq.Of([.. Enumerable.Range(1, 60).Select(j => 7 * Math.Pow(j, -1.3))]);
        Assert.Equal(1.3, fit.Exponent, 1e-12);
        Assert.Equal(1, fit.Fit, 1e-12);
        Assert.Equal((11, 50), (fit.First, fit.Last));
    }

    [Fact]
    public void Power_law_fit_minimises_the_weighted_squares()
    {
        var values = Enumerable.Range(1, 40).Select(j => Math.Pow(j, -1) * (1 + (.3 * Math.Sin(j)))).OrderDescending().ToArray();
        var fit = AlphaReq.Of(values, 3, 30);
        double Miss(double exponent)
        {
            var rest = Enumerable.Range(3, 28).Select(j => (W: 1.0 / j, R: Math.Log(values[j - 1]) + (exponent * Math.Log(j)))).ToArray();
            var centre = rest.Sum(p => p.W * p.R) / rest.Sum(p => p.W);
            return rest.Sum(p => p.W * (p.R - centre) * (p.R - centre));
        }

        Assert.True(Miss(fit.Exponent) < Miss(fit.Exponent + 1e-4) && Miss(fit.Exponent) < Miss(fit.Exponent - 1e-4));
        Assert.InRange(fit.Fit, .5, .9999);
    }

    [Fact]
    public void Power_law_ends_where_the_spectrum_does()
    {
        var fit = AlphaReq.Of([4, 2, 1, 1e-20, 0], 1, 50);
        Assert.Equal(3, fit.Last);
        var e = Assert.Throws<RequestException>(() => AlphaReq.Of([4, 2, 1, 0]));
        Assert.Equal("a power law is fitted to two ranks or more - ranks 11 to 50 of 3 positive eigenvalues - choose ranks within the spectrum", e.Message);
    }

    [Fact]
    public void Isotropic_spectrum_has_exponent_zero() => Assert.Equal(0, AlphaReq.Of([.. Enumerable.Repeat(2.0, 60)]).Exponent, 1e-12);

    [Fact]
    public void Lidar_counts_only_directions_that_views_share()
    {
        // Two shared directions, three that are only noise of the views.
        var shared = Normal(400, 2, 1);
        var views = Enumerable.Range(0, 50).Select(v =>
        {
            var noise = Normal(400, 5, 10 + v);
            return Table(400, 5, (i, j) => j < 2 ? shared[i, j] + (.1 * noise[i, j]) : noise[i, j]);
        }).ToArray();
        Assert.InRange(Lda(views), 1.95, 2.05);
        Assert.True(Rank(views[0]) > 4.9);
    }

    [Fact]
    public void Lidar_of_two_views_is_lifted_by_noise_and_the_correction_takes_that_away()
    {
        // One shared direction of variance 1 in five with noise 1: eigenvalues 1 + 1/q and 1/q four times; within is (q - 1)/q of the noise.
        var shared = Normal(4000, 1, 1);
        var views = Enumerable.Range(0, 2).Select(v =>
        {
            var noise = Normal(4000, 5, 10 + v);
            return Table(4000, 5, (i, j) => (j == 0 ? shared[i, 0] : 0) + noise[i, j]);
        }).ToArray();
        double[] biased = [1.5, .5, .5, .5, .5];
        Assert.InRange(Lda(views) / CovarianceRank.OfEigenvalues(biased), .97, 1.03);
        Assert.True(Lda(views, new Lidar { Debiased = true }) < .4 * Lda(views));
    }

    [Fact]
    public void Lidar_without_the_bias_of_few_views_is_that_of_the_cross_view_moment()
    {
        var views = Enumerable.Range(0, 3).Select(v => Add(Normal(60, 4, 1), Normal(60, 4, 20 + v), .5)).ToArray();
        var mean = Enumerable.Range(0, 4).Select(j => views.Average(v => Enumerable.Range(0, 60).Average(i => v[i, j]))).ToArray();
        double[,] Moment(int a, int b) => Table(4, 4, (j, l) => Enumerable.Range(0, 60).Average(i => (views[a][i, j] - mean[j]) * (views[b][i, l] - mean[l])));
        var (total, cross) = (new double[4, 4], new double[4, 4]);
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++) (total, cross) = a == b ? (Add(total, Moment(a, b), 1.0 / 3), cross) : (total, Add(cross, Moment(a, b), 1.0 / 6));
        }

        var moments = new PairMoments { Dim = 4, Views = 3, Count = 60, Mean = mean, Total = Matrix(total), Cross = Matrix(cross) };
        var exact = new Lidar { Delta = 1e-13, Debiased = true };
        Assert.Equal(exact.OfMoments(moments), Lda(views, exact), 1e-9);
    }

    [Fact]
    public void Lidar_of_moments_has_the_eigenvalues_of_canonical_correlations()
    {
        double[] correlations = [.9, .6, .2, 0];
        double[] scale = [4, 1, .3, 2];
        var mixing = Normal(4, 4, 3);
        var total = Mul(mixing, Diagonal(scale), T(mixing));
        var cross = Mul(mixing, Diagonal([.. scale.Zip(correlations, (s, r) => s * r)]), T(mixing));
        var moments = new PairMoments { Dim = 4, Views = 2, Count = 10, Mean = new double[4], Total = Matrix(total), Cross = Matrix(cross) };
        var expected = CovarianceRank.OfEigenvalues([.. correlations.Select(r => r / (1 - r))]);
        Assert.Equal(expected, new Lidar { Delta = 1e-12, Epsilon = 0 }.OfMoments(moments), 1e-8);
    }

    [Fact]
    public void Lidar_equals_plain_loops()
    {
        var views = Enumerable.Range(0, 3).Select(v => Add(Normal(12, 3, 1), Normal(12, 3, 20 + v), .7)).ToArray();
        var means = Table(12, 3, (i, j) => views.Average(v => v[i, j]));
        var grand = Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 12).Average(i => means[i, j])).ToArray();
        var between = Table(3, 3, (a, b) => Enumerable.Range(0, 12).Average(i => (means[i, a] - grand[a]) * (means[i, b] - grand[b])));
        var within = Table(3, 3, (a, b) => views.Average(v => Enumerable.Range(0, 12).Average(i => (v[i, a] - means[i, a]) * (v[i, b] - means[i, b]))) + (a == b ? 1e-4 : 0));

        // Eigenvalues of within^-1 between from its characteristic polynomial: traces of powers.
        var product = Mul(Inverse3(within), between);
        var (t1, t2) = (Trace(product), Trace(Mul(product, product)));
        var determinant = Determinant3(product);
        var values = Roots(t1, ((t1 * t1) - t2) / 2, determinant);
        Assert.Equal(CovarianceRank.OfEigenvalues(values), Lda(views, new Lidar { Epsilon = 0 }), 1e-9);
    }

    [Fact]
    public void Lidar_without_views_is_refused()
    {
        using var scope = new TensorScope();
        var e = Assert.Throws<RequestException>(() => new Lidar().Of(Tensor.Zeros([4, 1, 3])));
        Assert.Equal("LiDAR needs [samples, views, dim] with two samples and two views or more - got float32 [4, 1, 3] - stack the views of each sample", e.Message);
    }

    private static double Determinant3(double[,] a) =>
        (a[0, 0] * ((a[1, 1] * a[2, 2]) - (a[1, 2] * a[2, 1]))) - (a[0, 1] * ((a[1, 0] * a[2, 2]) - (a[1, 2] * a[2, 0]))) + (a[0, 2] * ((a[1, 0] * a[2, 1]) - (a[1, 1] * a[2, 0])));

    private static double[,] Inverse3(double[,] a) => Table(3, 3, (i, j) =>
    {
        var (r, s, c, d) = ((j + 1) % 3, (j + 2) % 3, (i + 1) % 3, (i + 2) % 3);
        return ((a[r, c] * a[s, d]) - (a[r, d] * a[s, c])) / Determinant3(a);
    });

    // Three real roots of x³ - a x² + b x - c by the cosine formula.
    private static double[] Roots(double a, double b, double c)
    {
        var p = Math.Sqrt(Math.Max((a * a / 9) - (b / 3), 0));
        var q = (a * a * a / 27) - (a * b / 6) + (c / 2);
        var angle = Math.Acos(Math.Clamp(q / (p * p * p), -1, 1)) / 3;
        return [.. Enumerable.Range(0, 3).Select(k => (a / 3) + (2 * p * Math.Cos(angle - (2 * Math.PI * k / 3))))];
    }
}
