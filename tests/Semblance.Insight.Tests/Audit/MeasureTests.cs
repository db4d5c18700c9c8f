using Semblance.Insight.Audit;
using Semblance.Insight.Evaluation;
using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Audit;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(500, 100)]
    [InlineData(80, 120)]
    [InlineData(3000, 30)]
    public void Attainable_RankMe_is_that_of_random_numbers(int rows, int dim)
    {
        var measure = SpectrumMeasure.Of(Draw.Normal(rows, dim, 1));
        Assert.InRange(measure.CentredRankMe / measure.Attainable, 0.98, 1.02);
    }

    [Fact]
    public void RankMe_is_that_of_the_published_definition()
    {
        using var scope = new TensorScope();
        var features = Draw.Normal(300, 12, 2, c => 1.0 / (c + 1));
        for (var i = 0; i < features.Values.Length; i++) features.Values[i] += 0.3f;
        Assert.Equal(EffectiveRank.RankMe(Tensor.From(features.Values, 300, 12)), SpectrumMeasure.Of(features).RankMe, 1e-4);
    }

    [Fact]
    public void Spectrum_of_a_plane_has_two_directions()
    {
        var plane = Draw.Normal(400, 2, 3);
        var values = new float[400 * 20];
        for (var r = 0; r < 400; r++) for (var c = 0; c < 20; c++) values[(r * 20) + c] = plane.Values[r * 2] * (c + 1) + plane.Values[(r * 2) + 1] * (c % 3);
        var measure = SpectrumMeasure.Of(new FeatureSet(values, 400, 20));
        Assert.Equal(18, measure.Empty);
        Assert.InRange(measure.Kept, 1, 2);
        Assert.InRange(measure.EffectiveRank, 1, 2);
    }

    [Fact]
    public void Scatter_agrees_with_slow_loops()
    {
        var features = Draw.Shifted(Draw.Normal(60, 3, 4), Draw.Levels(60, 2, 5), 1, 2);
        var groups = Draw.Levels(60, 2, 5);
        var scatter = Scatter.Of(features, groups);
        double within = 0, between = 0;
        for (var c = 0; c < 3; c++)
        {
            double[] Column(int g) => [.. Enumerable.Range(0, 60).Where(r => groups[r] == g).Select(r => (double)features.Values[(r * 3) + c])];
            var all = Enumerable.Range(0, 60).Average(r => (double)features.Values[(r * 3) + c]);
            foreach (var g in new[] { 0, 1 })
            {
                var column = Column(g);
                within += column.Sum(v => Math.Pow(v - column.Average(), 2)) / 60;
                between += column.Length * Math.Pow(column.Average() - all, 2) / 60;
            }
        }

        Assert.Equal(within, scatter.Within, 1e-9);
        Assert.Equal(between - (within * 60 / 58 / 60), scatter.Between, 1e-9);
        Assert.Equal(between + within, scatter.Total, 1e-9);
    }

    [Fact]
    public void Scatter_between_random_groups_is_about_nothing()
    {
        var values = Enumerable.Range(0, 20).Select(s =>
        {
            var scatter = Scatter.Of(Draw.Normal(300, 10, s), Draw.Levels(300, 30, s + 100));
            return scatter.Between / scatter.Total;
        }).ToList();
        Assert.InRange(values.Average(), 0, 0.01);
    }

    [Fact]
    public void Dead_and_loud_units_and_far_rows_are_set_apart()
    {
        var features = Draw.Normal(500, 40, 6);
        for (var r = 0; r < 500; r++)
        {
            features.Values[r * 40] = 3;
            features.Values[(r * 40) + 7] *= 200;
        }

        for (var c = 0; c < 40; c++) features.Values[(9 * 40) + c] *= c is 0 or 7 ? 1 : 300;
        var clean = CleanFeatures.Of(features);
        Assert.Equal([0], clean.Dead);
        Assert.Equal([7], clean.OutlierUnits);
        Assert.Equal(1, clean.OutlierRows);
        Assert.Equal(38, clean.Features.Dim);
        Assert.InRange(clean.OutlierUnitShare, 0.5, 1);
        Assert.InRange(SpectrumMeasure.Of(clean.Features).CentredRankMe, 36, 38);
    }

    [Fact]
    public void Common_share_of_views_is_their_correlation()
    {
        var random = new Random(7);
        var (a, b) = (new double[40000], new double[40000]);
        for (var i = 0; i < a.Length; i++)
        {
            var shared = random.Normal();
            a[i] = (Math.Sqrt(0.6) * shared) + (Math.Sqrt(0.4) * random.Normal());
            b[i] = (Math.Sqrt(0.6) * shared) + (Math.Sqrt(0.4) * random.Normal());
        }

        Assert.InRange(ViewStatistics.Common(a, b, 2), 0.58, 0.62);
    }

    [Fact]
    public void Explained_share_is_adjusted_for_the_number_of_regressors()
    {
        var random = new Random(8);
        double[] Values() => [.. Enumerable.Range(0, 400).Select(_ => random.Normal())];
        var (useful, noise) = (Values(), Values());
        var y = useful.Zip(noise, (u, n) => (Math.Sqrt(0.3) * u) + (Math.Sqrt(0.7) * n)).ToArray();
        Assert.InRange(ViewStatistics.Explained(y, 1, [useful, .. Enumerable.Range(0, 30).Select(_ => Values())]), 0.2, 0.4);
        Assert.InRange(ViewStatistics.Explained(noise, 1, [.. Enumerable.Range(0, 30).Select(_ => Values())]), 0, 0.06);
    }

    [Fact]
    public void Copies_are_counted_and_collapsed_rows_are_not_taken_for_copies()
    {
        var features = Draw.Normal(400, 8, 9);
        features.Values.AsSpan(0, 40 * 8).CopyTo(features.Values.AsSpan(100 * 8));
        var measure = NeighbourMeasure.Of(features, null, null, 400, 0);
        Assert.Equal(0.1, measure.Copies, 1e-12);
        Assert.Equal(0.2, measure.NearCopies, 1e-12);
        Assert.Equal(360, measure.Distinct);
        var split = new bool[400];
        for (var r = 0; r < 100; r++) split[r] = true;
        Assert.Equal(0.4, NeighbourMeasure.Of(features, null, split, 400, 0).Copies, 1e-12);
    }
}
