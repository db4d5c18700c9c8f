using Semblance.Errors;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class FeatureSetTests
{
    [Fact]
    public void Numbers_that_are_not_finite_are_named_by_row_and_column()
    {
        var values = new float[12];
        values[7] = float.NaN;
        Assert.Equal(
            "train holds a number that is not finite - row 2, column 1 is NaN - remove the row or repair what made it",
            Assert.Throws<RequestException>(() => new FeatureSet(values, 4, 3, name: "train")).Message);
        values[7] = float.PositiveInfinity;
        Assert.Contains("row 2, column 1 is Infinity", Assert.Throws<RequestException>(() => new FeatureSet(values, 4, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("the targets of features", Assert.Throws<RequestException>(() => new FeatureSet(new float[4], 2, 2, targets: [1, double.NaN])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 3, 12, 0, 0, "got 12 numbers for shape [5, 3]")]
    [InlineData(0, 3, 0, 0, 0, "got shape [0, 3]")]
    [InlineData(4, 3, 12, 5, 0, "4 rows, 5 labels")]
    [InlineData(4, 3, 12, 0, 6, "4 rows, 6 target values")]
    public void Sizes_that_do_not_fit_are_refused(int rows, int dim, int numbers, int labels, int targets, string seen)
    {
        var e = Assert.Throws<RequestException>(() =>
            new FeatureSet(new float[numbers], rows, dim, labels > 0 ? new long[labels] : null, targets > 0 ? new double[targets] : null));
        Assert.Contains(seen, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_rows_keep_their_labels_and_targets()
    {
        var set = new FeatureSet([0, 1, 2, 3, 4, 5], 3, 2, [7, 8, 9], [.1, .2, .3, .4, .5, .6]).Select([2, 0]);
        Assert.Equal([4f, 5, 0, 1], set.Values);
        Assert.Equal([9L, 7], set.Labels!);
        Assert.Equal([.5, .6, .1, .2], set.Targets!);
    }

    [Fact]
    public void Standardised_features_have_mean_0_and_variance_1_and_constants_stay_finite()
    {
        var set = Synthetic.Classes(5000, 4, 2, 3, 1);
        for (var r = 0; r < set.Rows; r++) (set.Values[(r * 4) + 3], set.Values[r * 4]) = (0.1f, 1000 + (set.Values[r * 4] * 50));
        var done = Standardiser.Fit(set).Apply(set);
        for (var c = 0; c < 4; c++)
        {
            var column = Enumerable.Range(0, set.Rows).Select(r => (double)done.Values[(r * 4) + c]).ToArray();
            Assert.Equal(0, column.Average(), 1e-5);
            Assert.Equal(c == 3 ? 0 : 1, column.Average(v => v * v), 1e-4);
        }
    }

    [Fact]
    public void Principal_components_are_those_of_scikit_learn()
    {
        var (train, test) = Golden.Sets();
        var pca = Pca.Fit(train, 3);
        var golden = Golden.Results["pca"]!;
        Assert.All(Golden.Numbers(golden["variance"]).Zip(pca.Variance), p => Assert.Equal(p.First, p.Second, 1e-9 * p.First));
        Assert.All(Golden.Numbers(golden["components"]).Zip(pca.Components), p => Assert.Equal(p.First, Math.Abs(p.Second), 1e-8));
        var applied = pca.Apply(train);
        Assert.Equal(pca.Variance[1], Enumerable.Range(0, train.Rows).Average(r => Math.Pow(applied.Values[(r * 3) + 1], 2)), 1e-5);
        Assert.Equal(test.Labels, pca.Apply(test).Labels);
        Assert.Throws<RequestException>(() => Pca.Fit(train, 8));
        Assert.Throws<RequestException>(() => pca.Apply(applied));
    }
}
