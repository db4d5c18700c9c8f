using Semblance.Insight.Capacity;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Capacity;

public sealed class AlignmentSpectrumTests
{
    private const int Rows = 300, Dim = 5;

    [Fact]
    public void Values_are_the_alignment_of_orthonormal_functions_on_the_rows_themselves()
    {
        using var scope = new TensorScope();
        var (a, b) = Views(1);
        foreach (var hasConstant in new[] { true, false })
        {
            var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([a, b], Dim), hasConstant);
            Assert.Equal(Dim + (hasConstant ? 1 : 0), spectrum.Count);
            var (ga, gb) = (Functions(spectrum, a), Functions(spectrum, b));
            for (var j = 0; j < spectrum.Count; j++)
            {
                for (var k = 0; k < spectrum.Count; k++)
                {
                    Assert.Equal(j == k ? 1 : 0, Mean(i => ((ga[i, j] * ga[i, k]) + (gb[i, j] * gb[i, k])) / 2), 10);
                    Assert.Equal(j == k ? spectrum.Values[j] : 0, Mean(i => (ga[i, j] - gb[i, j]) * (ga[i, k] - gb[i, k])), 10);
                }
            }

            Assert.Equal(spectrum.Values.Order(), spectrum.Values);
        }
    }

    [Fact]
    public void Constant_function_comes_first_with_alignment_0()
    {
        using var scope = new TensorScope();
        var (a, b) = Views(2);
        var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([a, b], Dim), hasConstant: true);
        Assert.Equal(0, spectrum.Values[0]);
        Assert.All(Enumerable.Range(0, Rows), i => Assert.Equal(1, Functions(spectrum, a)[i, 0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_other_pairs_phi_is_the_whitened_alignment_of_the_first_functions(bool hasConstant)
    {
        using var scope = new TensorScope();
        var (a, b) = Views(3);
        var (c, d) = Views(4);
        var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([a, b], Dim), hasConstant);
        var added = spectrum.On(PairMomentsOf.Views([c, d], Dim), spectrum.Count);
        var (gc, gd) = (Functions(spectrum, c), Functions(spectrum, d));
        for (var m = 1; m <= spectrum.Count; m++)
        {
            // trace of S^-1 A by hand.
            var (s, form) = (new Matrix(m, m), new Matrix(m, m));
            for (var j = 0; j < m; j++)
            {
                for (var k = 0; k < m; k++)
                {
                    s[j, k] = Mean(i => ((gc[i, j] * gc[i, k]) + (gd[i, j] * gd[i, k])) / 2);
                    form[j, k] = Mean(i => (gc[i, j] - gd[i, j]) * (gc[i, k] - gd[i, k]));
                }
            }

            var trace = s.ToTensor().Solve(form.ToTensor()).Diagonal().Sum().Item();
            Assert.Equal(trace / m, AlignmentSpectrum.Means(added)[m - 1], 6);
        }
    }

    [Fact]
    public void On_the_same_pairs_nothing_changes()
    {
        var (a, b) = Views(5);
        var moments = PairMomentsOf.Views([a, b], Dim);
        var spectrum = AlignmentSpectrum.Of(moments, hasConstant: true);
        var added = spectrum.On(moments, spectrum.Count);
        for (var k = 0; k < added.Length; k++) Assert.Equal(spectrum.Values[k], added[k], 8);
    }

    [Fact]
    public void More_features_never_raise_phi_on_the_pairs_they_were_found_on()
    {
        var (a, b) = Views(6);
        var (few, all) = (Columns(a, b, 3), AlignmentSpectrum.Of(PairMomentsOf.Views([a, b], Dim), hasConstant: true));
        for (var m = 0; m < few.Count; m++) Assert.True(AlignmentSpectrum.Means(all.Values)[m] <= AlignmentSpectrum.Means(few.Values)[m] + 1e-12);
    }

    private static AlignmentSpectrum Columns(double[] a, double[] b, int count)
    {
        double[] Kept(double[] rows) => [.. rows.Where((_, i) => i % Dim < count)];
        return AlignmentSpectrum.Of(PairMomentsOf.Views([Kept(a), Kept(b)], count), hasConstant: true);
    }

    private static Matrix Functions(AlignmentSpectrum spectrum, double[] rows)
    {
        using var scope = new TensorScope();
        return Matrix.From(spectrum.Evaluate(Tensor.From(rows, Rows, Dim), spectrum.Count));
    }

    private static double Mean(Func<int, double> of) => Enumerable.Range(0, Rows).Average(of);

    /// <summary>Views of one sample that share columns to different degrees.</summary>
    private static (double[] First, double[] Second) Views(int seed)
    {
        var random = new Random(seed);
        var (a, b) = (new double[Rows * Dim], new double[Rows * Dim]);
        for (var i = 0; i < a.Length; i++)
        {
            var (shared, noise) = (random.NextDouble() - 0.3, 0.2 * (1 + (i % Dim)));
            (a[i], b[i]) = (shared + (noise * (random.NextDouble() - 0.5)), shared + (noise * (random.NextDouble() - 0.5)));
        }

        return (a, b);
    }
}
